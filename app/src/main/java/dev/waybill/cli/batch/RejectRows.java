package dev.waybill.cli.batch;

import dev.waybill.batch.check.Reject;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.RowWriter;
import dev.waybill.cli.terminal.Terminal;
import java.util.List;

/** Prints rejects: as a table the first few, which is what a person reads; else all of them, as they come. */
final class RejectRows implements AutoCloseable {
    private static final int MOST_IN_TABLE = 20;
    private static final List<String> COLUMNS =
            List.of("ROW", "EVENT_ID", "COLUMN", "TYPE", "ERROR", "OBSERVED", "MESSAGE");

    private final boolean isTable;
    private final RowWriter rows;
    private long count;
    private boolean isClosed;

    RejectRows(OutputFormat format, Terminal terminal) {
        isTable = format == OutputFormat.TABLE;
        rows = format.writer(isTable ? COLUMNS : withLine(), terminal.out());
    }

    /** What the seed's table has not: line and row as they are in the file. */
    private static List<String> withLine() {
        return List.of("ROW", "EVENT_ID", "COLUMN", "TYPE", "ERROR", "OBSERVED", "MESSAGE", "LINE", "ORIGINAL");
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
                    reject.eventId(),
                    reject.column(),
                    reject.type(),
                    reject.error(),
                    reject.observed(),
                    reject.message()));
        }
    }

    /** Rejects that were not printed. */
    long notShown() {
        return isTable ? Math.max(0, count - MOST_IN_TABLE) : 0;
    }


    @Override
    public void close() {
        if (!isClosed && (!isTable || count > 0)) {
            rows.close();
        }
        isClosed = true;
    }
}
