package dev.waybill.server.console.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.ledger.JobState;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.store.RejectedRow;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.Audited;
import dev.waybill.server.access.Role;
import dev.waybill.server.batch.BatchApi;
import dev.waybill.server.batch.RejectedCsv;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Batches, from the ledger that all workers and APIs share. Thread-safe. */
public record Batches(Pages pages, BatchApi api, InstantSource clock) implements Routes {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final int SIZE = 50;
    private static final int FIRST = 100;

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(Section.BATCHES.path(), this::list, Role.VIEWER);
        routes.get("/batches/{id}", this::show, Role.VIEWER);
        routes.get("/batches/{id}/rejected.csv", this::csv, Role.OPERATOR);
        routes.post("/batches/{id}/cancel", this::cancel, Role.OPERATOR);
        routes.post("/batches/{id}/retry", this::retry, Role.OPERATOR);
    }

    private void list(Context ctx) {
        api.ledger().catchUp(CATCH_UP);
        String state = ctx.queryParam("state");
        int page = Asked.number(ctx, "page", 0, Integer.MAX_VALUE / SIZE - 1, 0);
        List<JobStatus> all = new ArrayList<>(api.ledger().jobs());
        all.removeIf(job -> state != null && !state.isEmpty() && job.state() != state(state));
        Collections.reverse(all);
        long now = clock.millis();
        var rows = all.stream()
                .skip((long) page * SIZE)
                .limit(SIZE)
                .map(job -> BatchView.of(job, now))
                .toList();
        pages.show(
                ctx,
                Section.BATCHES,
                Section.BATCHES.title(),
                "waybill batch job list",
                "inbox/batches.jte",
                Map.of(
                        "page",
                        new BatchView.Page(rows, state == null ? "" : state, page, all.size() > (page + 1) * SIZE)));
    }

    private static JobState state(String text) {
        for (JobState state : JobState.values()) {
            if (state.name().equalsIgnoreCase(text)) {
                return state;
            }
        }
        throw Refusal.wrong("state", '"' + text + '"', "one of " + List.of(JobState.values()));
    }

    private void show(Context ctx) {
        var job = known(ctx);
        boolean maySee = Access.caller(ctx).may(Role.OPERATOR);
        List<RejectedRow> first = job.totals().errors() == 0 || !maySee
                ? List.of()
                : api.rejects().after(job.id(), 0, false);
        pages.show(
                ctx,
                Section.BATCHES,
                "Batch " + job.id(),
                "waybill batch job status " + job.id(),
                "inbox/batch.jte",
                Map.of(
                        "page",
                        BatchView.of(job, clock.millis()),
                        "rejects",
                        first.stream().limit(FIRST).toList(),
                        "maySee",
                        maySee));
    }

    private void csv(Context ctx) throws IOException {
        var job = known(ctx);
        ctx.contentType("text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"rejected-" + job.id() + ".csv\"");
        var cells = job.totals().errors() == 0
                ? List.<RejectedRow>of()
                : api.rejects().after(job.id(), 0, false);
        try (var out = new BufferedOutputStream(ctx.outputStream())) {
            out.write(RejectedCsv.HEADER.getBytes(UTF_8));
            while (!cells.isEmpty()) {
                for (RejectedRow cell : cells) {
                    out.write(RejectedCsv.line(cell).getBytes(UTF_8));
                }
                cells = api.rejects()
                        .after(job.id(), cells.get(cells.size() - 1).row(), false);
            }
        }
    }

    private void cancel(Context ctx) {
        var job = known(ctx);
        boolean remove = ctx.formParam("remove") != null;
        api.changes().cancel(job.id(), remove);
        Audited.say(ctx, "batches.cancel", Map.of("job", job.id(), "remove", Boolean.toString(remove)), Map.of());
        ctx.redirect(Section.BATCHES.path() + "/" + job.id(), HttpStatus.SEE_OTHER);
    }

    private void retry(Context ctx) throws IOException {
        var job = known(ctx);
        var upload = ctx.uploadedFile("file");
        if (upload == null || upload.size() == 0) {
            throw Refusal.wrong("file", "nothing", "the mended rows");
        }
        try (var rows = upload.content()) {
            var made = api.changes()
                    .retry(job.id(), upload.filename(), rows, Access.caller(ctx).name());
            Audited.say(
                    ctx, "batches.retry", Map.of("job", job.id(), "made", made.id()), Map.of("bytes", upload.size()));
        }
        ctx.redirect(Section.BATCHES.path(), HttpStatus.SEE_OTHER);
    }

    private JobStatus known(Context ctx) {
        api.ledger().catchUp(CATCH_UP);
        String id = ctx.pathParam("id");
        return api.ledger().job(id).orElseThrow(() -> Refusal.notFound("batch " + id));
    }
}
