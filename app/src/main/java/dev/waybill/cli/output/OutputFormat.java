package dev.waybill.cli.output;

import java.io.PrintStream;
import java.util.List;

/** How a read command prints its rows. */
public enum OutputFormat {
    /** Aligned columns for a person; printed when the last row is known. */
    TABLE,
    /** One JSON array of objects. */
    JSON,
    /** One JSON object per line, printed as it comes. */
    JSONL,
    /** RFC 4180 with a header line, printed as it comes; safe to open in a spreadsheet. */
    CSV;

    /** A writer of rows with these columns. Closing it ends the output but leaves {@code out} open. */
    public RowWriter writer(List<String> columns, PrintStream out) {
        return switch (this) {
            case TABLE -> new TableRows(columns, out);
            case JSON -> new JsonRows(columns, out, true);
            case JSONL -> new JsonRows(columns, out, false);
            case CSV -> new CsvRows(columns, out);
        };
    }
}
