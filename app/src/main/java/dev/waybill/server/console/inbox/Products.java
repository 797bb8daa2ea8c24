package dev.waybill.server.console.inbox;

import dev.waybill.jobs.claim.JobFilter;
import dev.waybill.jobs.claim.JobStatus;
import dev.waybill.jobs.claim.Mutation;
import dev.waybill.jobs.claim.Mutations;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.view.Counts;
import dev.waybill.jobs.view.History;
import dev.waybill.jobs.view.JobDetail;
import dev.waybill.jobs.view.JobList;
import dev.waybill.jobs.view.Workers;
import dev.waybill.server.access.Audited;
import dev.waybill.server.access.Role;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Product jobs: how many, who has them, what was tried, and what an operator may do to them. Thread-safe. */
public record Products(Pages pages, Database database, InstantSource clock) implements Routes {
    private static final int SIZE = 100;
    private static final String JOBS = "/products/jobs";

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(Section.PRODUCTS.path(), this::overview, Role.VIEWER);
        routes.get(JOBS, this::list, Role.VIEWER);
        routes.get(JOBS + "/{id}", this::show, Role.VIEWER);
        routes.get("/products/change", this::ask, Role.OPERATOR);
        routes.post("/products/change", this::change, Role.OPERATOR);
    }

    private void overview(Context ctx) {
        var now = clock.instant();
        var running = new JobList(database)
                .of(JobFilter.ALL.withStatuses(EnumSet.of(JobStatus.RUNNING)), new JobList.Part(false, 0, SIZE));
        pages.show(
                ctx,
                Section.PRODUCTS,
                Section.PRODUCTS.title(),
                "waybill jobs status",
                "inbox/products.jte",
                Map.of(
                        "processors", Table.of(new Counts(database).ofEachProcessor(), JOBS + "?processor=", now),
                        "running", Table.of(running, JOBS + "/", now),
                        "workers", Table.of(new Workers(database).lately(), "", now)));
    }

    private void list(Context ctx) {
        var query = JobQuery.of(ctx::queryParam);
        long after = Asked.number(ctx, "after", 0, Integer.MAX_VALUE, 0);
        var found = new JobList(database).of(query.filter(database), new JobList.Part(false, after, SIZE));
        boolean hasMore = found.rows().size() == SIZE;
        String next = hasMore
                ? JOBS + "?" + query.text() + "&after="
                        + found.rows().get(SIZE - 1).get(0)
                : "";
        pages.show(
                ctx,
                Section.PRODUCTS,
                "Product jobs",
                Shell.command(query.command("list")),
                "inbox/jobs.jte",
                Map.of("query", query, "jobs", Table.of(found, JOBS + "/", clock.instant()), "next", next));
    }

    private void show(Context ctx) {
        long id = Asked.number(ctx.pathParam("id"), "job", 1, Integer.MAX_VALUE, 1);
        var found = new JobDetail(database).ofJob(id);
        if (found.isEmpty()) {
            throw Refusal.notFound("job " + id);
        }
        var now = clock.instant();
        pages.show(
                ctx,
                Section.PRODUCTS,
                "Job " + id,
                "waybill jobs history " + id,
                "inbox/job.jte",
                Map.of(
                        "id", id,
                        "facts", Table.standing(found, now),
                        "history", Table.of(new History(database).ofJob(id), "", now)));
    }

    /** What a change would do, before it is done. */
    private void ask(Context ctx) {
        var query = JobQuery.of(ctx::queryParam);
        var mutation = mutation(ctx.queryParam("do"));
        var effect = new Mutations(database).preview(mutation, query.narrowed(database));
        pages.show(
                ctx,
                Section.PRODUCTS,
                "Change jobs",
                Shell.command(query.command(word(mutation))),
                "inbox/change.jte",
                Map.of(
                        "query",
                        query,
                        "word",
                        word(mutation),
                        "matched",
                        effect.matched(),
                        "changed",
                        effect.changed()));
    }

    private void change(Context ctx) {
        var query = JobQuery.of(ctx::formParam);
        var mutation = mutation(ctx.formParam("do"));
        var effect = new Mutations(database).apply(mutation, query.narrowed(database));
        Audited.say(
                ctx,
                "jobs." + word(mutation),
                query.given(),
                Map.of("matched", effect.matched(), "changed", effect.changed()));
        ctx.redirect(JOBS + "?" + query.text(), HttpStatus.SEE_OTHER);
    }

    private static Mutation mutation(@Nullable String word) {
        for (Mutation mutation : Mutation.values()) {
            if (word(mutation).equals(word)) {
                return mutation;
            }
        }
        throw Refusal.wrong("do", '"' + word + '"', "one of " + List.of(Mutation.values()));
    }

    private static String word(Mutation mutation) {
        return mutation.name().toLowerCase(Locale.ROOT);
    }
}
