package dev.waybill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.store.RejectedRow;
import dev.waybill.batch.store.StoredRejects;
import dev.waybill.server.access.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code /jobs/{id}/rejected}: every bad cell, by row and then as the schema has the columns. Thread-safe. */
final class RejectedRoute {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Ledger ledger;
    private final StoredRejects stored;

    RejectedRoute(Parts parts) {
        this.ledger = parts.ledger();
        this.stored = new StoredRejects(parts.clickHouse());
    }

    void addTo(RoutesConfig routes) {
        routes.get("/jobs/{id}/rejected", this::rejected, Role.INGEST, Role.OPERATOR);
    }

    private void rejected(Context ctx) throws IOException {
        ledger.catchUp(CATCH_UP);
        var job = ledger.job(ctx.pathParam("id")).filter(Own.of(ctx)).orElseThrow(Refusals::noJob);
        boolean asJson = isJson(ctx);
        List<RejectedRow> first = job.totals().errors() == 0 ? List.of() : stored.after(job.id(), 0, asJson);
        ctx.status(200).contentType(asJson ? "application/json" : "text/csv; charset=utf-8");
        ctx.header("X-Content-Type-Options", "nosniff");
        try (var out = new BufferedOutputStream(ctx.outputStream())) {
            if (asJson) {
                json(out, job, first);
            } else {
                csv(out, job, first);
            }
        }
    }

    private static boolean isJson(Context ctx) {
        String format = ctx.queryParam("format");
        if (format == null) {
            return String.valueOf(ctx.header("Accept")).startsWith("application/json");
        }
        if (format.equals("json") || format.equals("csv")) {
            return format.equals("json");
        }
        throw Refusals.wrong(format, "expected csv or json", "query", "format");
    }

    private void csv(OutputStream out, JobStatus job, List<RejectedRow> first) throws IOException {
        out.write(RejectedCsv.HEADER.getBytes(UTF_8));
        for (var cells = first; !cells.isEmpty(); cells = next(job, cells, false)) {
            for (RejectedRow cell : inOrder(job, cells)) {
                out.write(RejectedCsv.line(cell).getBytes(UTF_8));
            }
        }
    }

    private void json(OutputStream out, JobStatus job, List<RejectedRow> first) throws IOException {
        out.write('[');
        String between = "\n";
        for (var cells = first; !cells.isEmpty(); cells = next(job, cells, true)) {
            for (RejectedRow cell : inOrder(job, cells)) {
                out.write(between.getBytes(UTF_8));
                out.write(JSON.writeValueAsBytes(form(cell)));
                between = ",\n";
            }
        }
        out.write("\n]\n".getBytes(UTF_8));
    }

    private List<RejectedRow> next(JobStatus job, List<RejectedRow> cells, boolean withOriginals) {
        return stored.after(job.id(), cells.get(cells.size() - 1).row(), withOriginals);
    }

    private static List<RejectedRow> inOrder(JobStatus job, List<RejectedRow> cells) {
        var names = Schema.parse(job.job().model().schema()).names();
        var sorted = new ArrayList<>(cells);
        sorted.sort(Comparator.comparingLong(RejectedRow::row).thenComparingInt(cell -> names.indexOf(cell.column())));
        return sorted;
    }

    private static Map<String, Object> form(RejectedRow cell) {
        var form = new LinkedHashMap<String, Object>();
        form.put("row", cell.row());
        form.put("line", cell.line());
        form.put("event_id", cell.eventId());
        form.put("column", cell.column());
        form.put("type", cell.type());
        form.put("error", cell.error());
        form.put("observed", cell.observed());
        form.put("message", cell.message());
        form.put("original", cell.original());
        return form;
    }
}
