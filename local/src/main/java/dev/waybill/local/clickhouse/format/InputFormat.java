package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.table.Inserts;
import dev.waybill.local.clickhouse.table.TableColumn;
import java.util.List;

/** The formats of rows that are inserted. */
public final class InputFormat {
    private InputFormat() {}

    /** The rows in the data from an offset on. */
    public static Inserts.Rows rows(String format, List<TableColumn> columns, byte[] data, int offset) {
        return switch (format) {
            case "RowBinary" -> new BinaryRows(columns, data, offset);
            case "TabSeparated", "TSV" -> new TextRows(columns, new TsvInput(data, offset), false);
            case "TabSeparatedWithNames", "TSVWithNames" -> new TextRows(columns, new TsvInput(data, offset), true);
            case "CSV" -> new TextRows(columns, new CsvInput(data, offset), false);
            case "CSVWithNames" -> new TextRows(columns, new CsvInput(data, offset), true);
            case "JSONEachRow" -> new JsonRows(columns, data, offset);
            case "Values" -> new ValuesRows(columns, data, offset);
            default -> throw new Refusal(Code.UNKNOWN_FORMAT, "Unknown format " + format);
        };
    }

    /** The same failure with the number of the row. */
    static Refusal at(Refusal refusal, long row) {
        return new Refusal(refusal.code(), refusal.getMessage() + ": (at row " + row + ")");
    }
}
