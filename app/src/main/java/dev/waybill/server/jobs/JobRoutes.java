package dev.waybill.server.jobs;

import dev.waybill.jobs.claim.JobFilter;
import dev.waybill.jobs.claim.Mutation;
import dev.waybill.jobs.claim.Mutations;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.view.History;
import dev.waybill.jobs.view.JobDetail;
import dev.waybill.jobs.view.JobList;
import dev.waybill.jobs.view.Rows;
import dev.waybill.server.access.Audited;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /jobs/v1/jobs}. Thread-safe. */
final class JobRoutes {
    private static final int MOST = 10_000;
    private static final int USUAL = 1_000;

    private final Processors processors;
    private final JobList list;
    private final JobDetail detail;
    private final History history;
    private final Mutations mutations;

    JobRoutes(Database database) {
        this.processors = new Processors(database);
        this.list = new JobList(database);
        this.detail = new JobDetail(database);
        this.history = new History(database);
        this.mutations = new Mutations(database);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/jobs/v1/jobs", this::list, Role.VIEWER);
        routes.get("/jobs/v1/jobs/{job}", ctx -> Answers.json(ctx, 200, status(job(ctx))), Role.VIEWER);
        routes.delete("/jobs/v1/jobs/{job}", this::dismiss, Role.OPERATOR);
        routes.get("/jobs/v1/jobs/{job}/results", this::results, Role.VIEWER);
        routes.get("/jobs/v1/jobs/{job}/history", this::history, Role.VIEWER);
        routes.post("/jobs/v1/jobs/{job}/{mutation}", this::change, Role.OPERATOR);
        routes.post("/jobs/v1/mutations", this::changeMany, Role.OPERATOR);
        routes.get("/jobs/v1/executions/{execution}/log", this::log, Role.VIEWER);
    }

    private void list(Context ctx) {
        var filter = Filters.of(name -> Asked.query(ctx, name), processors);
        int limit = (int) Asked.number(ctx, "limit", 1, MOST, USUAL);
        boolean isGone = Asked.query(ctx, "gone").filter("true"::equals).isPresent();
        long after = Asked.number(ctx, "after", 0, Long.MAX_VALUE, 0);
        var rows = list.of(filter, new JobList.Part(isGone, after, limit));
        var jobs = named(rows).stream().map(JobRoutes::status).toList();
        Answers.json(ctx, 200, Answers.object("jobs", jobs, "links", next(jobs, limit)));
    }

    private static List<Map<String, String>> next(List<Map<String, @Nullable Object>> jobs, int limit) {
        return jobs.size() < limit
                ? List.of()
                : List.of(Map.of(
                        "rel", "next", "href", "?after=" + jobs.get(limit - 1).get("jobID")));
    }

    private Map<String, @Nullable Object> job(Context ctx) {
        long number = Asked.number(ctx, "job");
        Rows found = detail.ofJob(number);
        if (found.isEmpty()) {
            throw Missing.job("job " + number);
        }
        return found.named(0);
    }

    /** The fields that OGC API Processes has for every job, and ours. */
    private static Map<String, @Nullable Object> status(Map<String, @Nullable Object> row) {
        var status = new LinkedHashMap<String, @Nullable Object>();
        status.put("jobID", String.valueOf(row.get("job")));
        status.put("processID", row.get("processor"));
        status.put("type", "process");
        status.put("status", StatusWords.outside(String.valueOf(row.get("status"))));
        status.put("message", row.get("error"));
        for (String moment : List.of("created", "claimed", "finished", "changed")) {
            if (row.containsKey(moment)) {
                status.put(
                        moment.equals("claimed") ? "started" : moment.equals("changed") ? "updated" : moment,
                        text(row.get(moment)));
            }
        }
        status.put("state", row.get("status"));
        row.forEach((name, value) -> {
            if (!List.of("job", "processor", "status", "error", "created", "claimed", "finished", "changed")
                    .contains(name)) {
                status.put(name, text(value));
            }
        });
        return status;
    }

    private static @Nullable Object text(@Nullable Object value) {
        return value instanceof Instant ? value.toString() : value;
    }

    private void dismiss(Context ctx) {
        long number = Long.parseLong(String.valueOf(job(ctx).get("job")));
        if (mutations.apply(Mutation.CANCEL, JobFilter.job(number)).changed() == 0) {
            throw Refusal.conflict("job " + number + " has ended before");
        }
        Answers.json(ctx, 200, status(job(ctx)));
    }

    private void results(Context ctx) {
        var job = job(ctx);
        if (!Objects.equals(job.get("status"), "finished")) {
            throw Missing.result("job " + job.get("job") + " is " + job.get("status"));
        }
        var output = new LinkedHashMap<String, @Nullable Object>();
        output.put("href", job.get("dst"));
        Answers.json(ctx, 200, Answers.object("output", output));
    }

    private void history(Context ctx) {
        long number = Long.parseLong(String.valueOf(job(ctx).get("job")));
        Answers.json(ctx, 200, texts(history.ofJob(number)));
    }

    private void log(Context ctx) {
        long execution = Asked.number(ctx, "execution");
        if (detail.ofExecution(execution).isEmpty()) {
            throw Missing.job("execution " + execution);
        }
        Answers.json(ctx, 200, texts(history.log(execution)));
    }

    private void change(Context ctx) {
        long number = Long.parseLong(String.valueOf(job(ctx).get("job")));
        var effect = mutations.apply(mutation(ctx.pathParam("mutation")), JobFilter.job(number));
        if (effect.changed() == 0) {
            throw Refusal.conflict("job " + number + " is in a state in which that changes nothing");
        }
        Answers.json(ctx, 200, status(job(ctx)));
    }

    private void changeMany(Context ctx) {
        JsonNode body = Asked.body(ctx);
        var mutation = mutation(Asked.required(body, "action"));
        var filter = Filters.of(name -> Asked.text(body, name).map(text -> Asked.storable(name, text)), processors);
        boolean isDry = Asked.flag(body, "dryRun");
        var effect = isDry ? mutations.preview(mutation, filter) : mutations.apply(mutation, filter);
        if (isDry) {
            Audited.sayNothing(ctx);
        } else {
            Audited.say(
                    ctx,
                    "jobs." + mutation.name().toLowerCase(Locale.ROOT),
                    given(body),
                    Map.of("matched", effect.matched(), "changed", effect.changed()));
        }
        Answers.json(ctx, 200, Answers.object("matched", effect.matched(), "changed", effect.changed()));
    }

    private static Map<String, String> given(JsonNode body) {
        var given = new LinkedHashMap<String, String>();
        body.properties()
                .forEach(field -> given.put(field.getKey(), field.getValue().asString("")));
        return given;
    }

    private static Mutation mutation(String word) {
        for (Mutation mutation : Mutation.values()) {
            if (mutation.name().toLowerCase(Locale.ROOT).equals(word)) {
                return mutation;
            }
        }
        throw Refusal.wrong("action", '"' + word + '"', "retry, release, cancel, update, delete or allow");
    }

    private static List<Map<String, @Nullable Object>> named(Rows rows) {
        return IntStream.range(0, rows.rows().size()).mapToObj(rows::named).toList();
    }

    private static List<Map<String, @Nullable Object>> texts(Rows rows) {
        return named(rows).stream()
                .map(row -> {
                    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
                    row.forEach((name, value) -> plain.put(name, text(value)));
                    return plain;
                })
                .toList();
    }
}
