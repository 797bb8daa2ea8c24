package dev.waybill.server.jobs;

import dev.waybill.jobs.claim.Action;
import dev.waybill.jobs.claim.Claimed;
import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.claim.Report;
import dev.waybill.jobs.claim.Reported;
import dev.waybill.jobs.claim.Worker;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.view.JobDetail;
import dev.waybill.jobs.view.Workers;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /jobs/v1/workers}: claims, heartbeats and reports. Thread-safe. */
final class WorkerRoutes {
    private static final Set<Action> USUAL = Set.of(Action.PROCESS, Action.UPDATE);

    private final Processors processors;
    private final Claims claims;
    private final Workers workers;
    private final JobDetail detail;

    WorkerRoutes(Database database) {
        this.processors = new Processors(database);
        this.claims = new Claims(database);
        this.workers = new Workers(database);
        this.detail = new JobDetail(database);
    }

    void addTo(RoutesConfig routes) {
        routes.post("/jobs/v1/workers", this::register, Role.INGEST);
        routes.delete("/jobs/v1/workers/{worker}", this::end, Role.INGEST);
        routes.post("/jobs/v1/workers/{worker}/claims", this::claim, Role.INGEST);
        routes.post("/jobs/v1/workers/{worker}/heartbeat", this::heartbeat, Role.INGEST);
        routes.post("/jobs/v1/reports", this::reports, Role.INGEST);
        routes.post("/jobs/v1/executions/{execution}/report", this::report, Role.INGEST);
        routes.post("/jobs/v1/executions/{execution}/log", this::log, Role.INGEST);
    }

    private void register(Context ctx) {
        JsonNode body = Asked.body(ctx);
        int processor = processors.get(Asked.required(body, "processID")).id();
        Answers.json(ctx, 201, form(claims.register(processor, Asked.required(body, "name"))));
    }

    private static Map<String, Object> form(Worker worker) {
        return Answers.object(
                "workerID",
                Long.toString(worker.id()),
                "name",
                worker.name(),
                "leaseSeconds",
                worker.lease().toMillis() / 1000.0);
    }

    private Worker worker(Context ctx) {
        long number = Asked.number(ctx, "worker");
        return workers.registered(number).orElseThrow(() -> Missing.job("worker " + number + ", or it has ended"));
    }

    private void end(Context ctx) {
        claims.end(worker(ctx));
        ctx.status(204);
    }

    private void claim(Context ctx) {
        JsonNode body = Asked.body(ctx);
        int most =
                body.has("max") ? (int) Math.max(0, Math.min(Asked.number(body, "max"), Claims.MOST_AT_ONCE + 1)) : 1;
        var claimed = claims.claim(worker(ctx), most, actions(body));
        Answers.json(
                ctx,
                200,
                Answers.object(
                        "executions", claimed.stream().map(WorkerRoutes::form).toList()));
    }

    private static Set<Action> actions(JsonNode body) {
        var actions = EnumSet.noneOf(Action.class);
        for (JsonNode word : Asked.list(body, "actions")) {
            actions.add(action(word.asString("")));
        }
        return actions.isEmpty() ? USUAL : actions;
    }

    private static Action action(String word) {
        for (Action action : Action.values()) {
            if (action.word().equals(word)) {
                return action;
            }
        }
        throw Refusal.wrong("actions", '"' + word + '"', "process, update or delete");
    }

    private static Map<String, @Nullable Object> form(Claimed claimed) {
        var form = new LinkedHashMap<String, @Nullable Object>();
        form.put("execution", claimed.execution());
        form.put("jobID", Long.toString(claimed.job()));
        form.put("action", claimed.action().word());
        form.put("src", claimed.src());
        form.put("dst", claimed.dst());
        form.put("dataset", claimed.dataset() == null ? null : claimed.dataset().toString());
        form.put("product", claimed.product());
        form.put("attempt", claimed.attempt());
        form.put("leaseUntil", claimed.leaseUntil().toString());
        return form;
    }

    private void heartbeat(Context ctx) {
        JsonNode body = Asked.body(ctx);
        var held = new HashSet<Long>();
        for (JsonNode number : Asked.list(body, "held")) {
            if (!number.isIntegralNumber() || !number.canConvertToLong()) {
                throw Refusal.wrong("held", number.toString(), "numbers of executions");
            }
            held.add(number.longValue());
        }
        var worker = worker(ctx);
        var lost = claims.heartbeat(worker, held).executions().stream().sorted().toList();
        Answers.json(
                ctx,
                200,
                Answers.object("lost", lost, "leaseSeconds", worker.lease().toMillis() / 1000.0));
    }

    private void reports(Context ctx) {
        List<Report> reports = Asked.list(Asked.body(ctx), "reports").stream()
                .map(each -> report(Asked.number(each, "execution"), each))
                .toList();
        Answers.json(
                ctx,
                200,
                Answers.object(
                        "reports",
                        claims.report(reports).stream().map(WorkerRoutes::form).toList()));
    }

    private void report(Context ctx) {
        long execution = Asked.number(ctx, "execution");
        var reported = claims.report(report(execution, Asked.body(ctx)));
        if (reported.answer() == Reported.Answer.UNKNOWN) {
            throw Missing.job("execution " + execution);
        }
        if (!reported.isAccepted()) {
            throw Refusal.conflict("the report is refused: " + reported.detail());
        }
        Answers.json(ctx, 200, form(reported));
    }

    private static Map<String, Object> form(Reported reported) {
        return Answers.object(
                "execution",
                reported.execution(),
                "answer",
                reported.answer().name().toLowerCase(Locale.ROOT),
                "detail",
                reported.detail());
    }

    private static Report report(long execution, JsonNode body) {
        String status = Asked.required(body, "status");
        String message = Asked.text(body, "message").orElse("");
        return switch (status) {
            case "successful" ->
                Report.finished(execution, Asked.text(body, "output").orElse(null));
            case "failed" ->
                Asked.flag(body, "permanent")
                        ? Report.failedForGood(execution, message)
                        : Report.failed(execution, message);
            case "skipped" -> Report.skipped(execution, message);
            default -> throw Refusal.wrong("status", '"' + status + '"', "successful, failed or skipped");
        };
    }

    private void log(Context ctx) {
        long execution = Asked.number(ctx, "execution");
        if (detail.ofExecution(execution).isEmpty()) {
            throw Missing.job("execution " + execution);
        }
        claims.log(
                execution,
                Asked.list(Asked.body(ctx), "lines").stream()
                        .map(WorkerRoutes::line)
                        .toList());
        ctx.status(204);
    }

    private static String line(JsonNode line) {
        if (!line.isString()) {
            throw Refusal.wrong("lines", line.toString(), "texts");
        }
        return line.stringValue();
    }
}
