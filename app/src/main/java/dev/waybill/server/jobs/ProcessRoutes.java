package dev.waybill.server.jobs;

import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.view.Counts;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Answers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code /jobs/v1/processes}: processors, as OGC API Processes calls them. Thread-safe. */
final class ProcessRoutes {
    private final Processors processors;
    private final Counts counts;

    ProcessRoutes(Processors processors, Counts counts) {
        this.processors = processors;
        this.counts = counts;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/jobs/v1/processes", this::list, Role.VIEWER, Role.INGEST);
        routes.get(
                "/jobs/v1/processes/{id}",
                ctx -> Answers.json(ctx, 200, form(processors.get(ctx.pathParam("id")))),
                Role.VIEWER,
                Role.INGEST);
        routes.post(
                "/jobs/v1/processes/{id}/pause",
                ctx -> Answers.json(ctx, 200, form(processors.pause(id(ctx)))),
                Role.OPERATOR);
        routes.post(
                "/jobs/v1/processes/{id}/resume",
                ctx -> Answers.json(ctx, 200, form(processors.resume(id(ctx)))),
                Role.OPERATOR);
        routes.get("/jobs/v1/summary", this::summary, Role.VIEWER);
    }

    private int id(Context ctx) {
        return processors.get(ctx.pathParam("id")).id();
    }

    private void list(Context ctx) {
        Answers.json(
                ctx,
                200,
                Answers.object(
                        "processes",
                        processors.list().stream().map(ProcessRoutes::form).toList(),
                        "links",
                        List.of()));
    }

    private void summary(Context ctx) {
        var rows = counts.ofEachProcessor();
        Answers.json(
                ctx,
                200,
                IntStream.range(0, rows.rows().size()).mapToObj(rows::named).toList());
    }

    private static Map<String, Object> form(Processor processor) {
        var definition = processor.definition();
        var form = new LinkedHashMap<String, Object>();
        form.put("id", processor.name());
        form.put("number", processor.id());
        form.put("title", processor.name());
        form.put("description", definition.description());
        form.put("version", definition.version());
        form.put("jobControlOptions", List.of("async-execute", "dismiss"));
        form.put("state", !processor.isEnabled() ? "disabled" : processor.isPaused() ? "paused" : "on");
        form.put("index", definition.sources().index().name().toLowerCase(Locale.ROOT));
        form.put("products", definition.sources().products());
        form.put("pattern", definition.sources().pattern());
        form.put("priority", definition.priority());
        form.put("leaseSeconds", definition.effort().lease().toSeconds());
        form.put("attempts", definition.effort().attempts());
        form.put("parameters", definition.parameters());
        return form;
    }
}
