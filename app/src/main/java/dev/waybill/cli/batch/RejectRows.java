package dev.waybill.cli.batch;

import dev.waybill.batch.check.Reject;
import dev.waybill.batch.model.Shown;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.RowWriter;
import dev.waybill.cli.terminal.Terminal;
import java.util.List;
import java.util.Locale;

/** Prints rejects: as a table the first few, which is what a person reads; else all of them, as they come. */
final class RejectRows implements AutoCloseable {
    private static final int MOST_IN_TABLE = 20;
    private static final List<String> TABLE =
            List.of("row", "event_id", "column", "type", "error", "observed", "message");
    private static final List<String> ALL =
            List.of("row", "event_id", "column", "type", "error", "observed", "message", "line", "original");

    private final boolean isTable;
    private final RowWriter rows;
    private long count;

    RejectRows(OutputFormat format, Terminal terminal) {
        isTable = format == OutputFormat.TABLE;
        rows = format.writer(isTable ? TABLE : names(format), terminal.out());
    }

    /** In CSV as the seed writes them. */
    private static List<String> names(OutputFormat format) {
        return format == OutputFormat.CSV
                ? ALL.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList()
                : ALL;
    }

    void add(Reject reject) {
        count++;
        if (!isTable) {
            rows.row(List.of(
                    reject.row(),
                    reject.eventId(),
                    reject.column(),
                    reject.type(),
                    reject.error(),
                    reject.observed(),
                    reject.message(),
                    reject.line(),
                    reject.original()));
        } else if (count <= MOST_IN_TABLE) {
            rows.row(List.of(
                    reject.row(),
                    Shown.brief(reject.eventId()),
                    Shown.brief(reject.column()),
                    Shown.brief(reject.type()),
                    reject.error(),
                    Shown.brief(reject.observed()),
                    reject.message()));
        }
    }

    /** Rejects that were not printed. */
    long notShown() {
        return isTable ? Math.max(0, count - MOST_IN_TABLE) : 0;
    }

    @Override
    public void close() {
        if (!isTable || count > 0) {
            rows.close();
        }
    }
}
