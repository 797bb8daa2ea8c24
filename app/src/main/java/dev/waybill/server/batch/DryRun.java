package dev.waybill.server.batch;

import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.check.Reject;
import dev.waybill.batch.check.RowChecker;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What would be rejected of a file, by the same check that a job makes. Used once, by one thread. */
final class DryRun {
    private static final int SHOWN = 100;

    private final List<Map<String, Object>> shown = new ArrayList<>();
    private final Map<String, Long> codes = new TreeMap<>();
    private long rows;
    private long ok;

    private DryRun() {}

    /** The report on {@code file}. */
    static Map<String, Object> of(Path file, Schema schema) throws IOException {
        var run = new DryRun();
        var report = new LinkedHashMap<String, Object>();
        report.put("dry_run", true);
        try (var cutter = BlockCutter.open(file, BlockSize.DEFAULT)) {
            report.put("format", cutter.kind().name());
            var checker = new RowChecker(schema);
            for (Rows next = cutter.next(); next != null; next = cutter.next()) {
                run.add(checker, next);
            }
        } catch (UnreadableFileException e) {
            report.put("detail", String.valueOf(e.getMessage()));
        }
        report.put("totals", Map.of("rows", run.rows, "ok", run.ok, "errors", run.rows - run.ok));
        report.put("codes", run.codes);
        report.put("rejected", run.shown);
        return report;
    }

    private void add(RowChecker checker, Rows next) {
        var checked = checker.check(next);
        rows += checked.total();
        ok += checked.ok();
        for (Reject reject : checked.rejects()) {
            codes.merge(reject.error(), 1L, Long::sum);
            if (shown.size() < SHOWN) {
                shown.add(form(reject));
            }
        }
    }

    private static Map<String, Object> form(Reject reject) {
        var form = new LinkedHashMap<String, Object>();
        form.put("row", reject.row());
        form.put("line", reject.line());
        form.put("event_id", reject.eventId());
        form.put("column", reject.column());
        form.put("type", reject.type());
        form.put("error", reject.error());
        form.put("observed", reject.observed());
        form.put("message", reject.message());
        return form;
    }
}
