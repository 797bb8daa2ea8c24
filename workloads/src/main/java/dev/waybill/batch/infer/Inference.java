package dev.waybill.batch.infer;

import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.CellKind;
import dev.waybill.batch.read.Cells;
import dev.waybill.batch.read.CsvScanner;
import dev.waybill.batch.read.Found;
import dev.waybill.batch.read.JsonRow;
import dev.waybill.batch.read.LineScanner;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.RowScanner;
import dev.waybill.batch.read.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at rows and says which types their columns could have: the narrowest that fits every value, among the types one would write by
 * hand. A column with an empty cell is Nullable. Rows that cannot be read as such are left out and counted.
 *
 * <p>Used by one thread.
 */
public final class Inference {
    private final Map<String, ColumnEvidence> columns = new LinkedHashMap<>();
    private byte[] unescaped = new byte[256];
    private long rows;
    private long leftOut;

    /** Looks at the rows of a block. */
    public void see(Rows block) {
        if (block.tooLong() > 0) {
            leftOut++;
            return;
        }
        block.header().forEach(name -> columns.computeIfAbsent(name, ColumnEvidence::new));
        if (block.format() == RowFormat.CSV) {
            seeCsv(block);
        } else {
            seeJson(block);
        }
    }

    private void seeCsv(Rows block) {
        var scanner = new CsvScanner(block.header().size());
        var evidence = block.header().stream().map(columns::get).toList();
        over(block, scanner, row -> {
            Cells cells = scanner.cells();
            if (scanner.quotes() != CsvScanner.Quotes.SOUND || cells.count() != evidence.size()) {
                leftOut++;
                return;
            }
            rows++;
            for (int i = 0; i < evidence.size(); i++) {
                see(row, cells, i, evidence.get(i));
            }
        });
    }

    private void seeJson(Rows block) {
        var scanner = new LineScanner();
        var json = new JsonRow[] {new JsonRow(List.copyOf(columns.keySet()))};
        over(block, scanner, row -> {
            boolean isRead = isRead(block, scanner, json[0]);
            if (isRead && !json[0].unknown().isEmpty() && columns.size() <= Schema.MOST_COLUMNS) {
                json[0].unknown().forEach(each -> add(each.key()));
                json[0] = new JsonRow(List.copyOf(columns.keySet()));
                isRead = isRead(block, scanner, json[0]);
            }
            if (!isRead) {
                leftOut++;
                return;
            }
            rows++;
            int i = 0;
            for (var column : columns.values()) {
                see(row, json[0].cells(), i++, column);
            }
        });
    }

    /** More than a model may have are not told apart: hostile files have a new key in each row. */
    private void add(String key) {
        if (columns.size() <= Schema.MOST_COLUMNS) {
            columns.computeIfAbsent(key, ColumnEvidence::new);
        }
    }

    private static boolean isRead(Rows block, RowScanner scanner, JsonRow json) {
        int from = scanner.rowBegin();
        int to = scanner.rowEnd();
        return (block.format() == RowFormat.ROWS
                        ? json.readArray(block.bytes(), from, to)
                        : json.readObject(block.bytes(), from, to))
                .isEmpty();
    }

    private interface EachRow {
        void see(long row);
    }

    private static void over(Rows block, RowScanner scanner, EachRow each) {
        scanner.over(block.bytes(), 0, block.bytes().length, true);
        long row = block.firstRow();
        for (Found found = scanner.next(); found != Found.END; found = scanner.next()) {
            if (found == Found.ROW) {
                each.see(row++);
            }
        }
    }

    private void see(long row, Cells cells, int cell, ColumnEvidence column) {
        CellKind kind = cells.kind(cell);
        int from = cells.begin(cell);
        int to = cells.end(cell);
        if (kind == CellKind.ABSENT || kind == CellKind.NULL || from == to) {
            return;
        }
        if (kind == CellKind.ESCAPED) {
            if (unescaped.length < to - from) {
                unescaped = new byte[to - from];
            }
            column.see(row, kind, unescaped, 0, cells.unescape(cell, unescaped));
        } else {
            column.see(row, kind, cells.bytes(), from, to);
        }
    }

    /** Rows that were looked at. */
    public long rows() {
        return rows;
    }

    /** Rows that could not be read: ragged, with broken quotes, no JSON. */
    public long leftOut() {
        return leftOut;
    }

    /** The columns in the order in which they came. */
    public List<Guess> guesses() {
        return columns.values().stream().map(column -> column.guess(rows)).toList();
    }

    /** A model of the guesses, as {@code model create} takes it. */
    public String model() {
        var lines = new ArrayList<String>();
        for (Guess guess : guesses()) {
            lines.add("  " + JsonText.of(guess.column()) + ": "
                    + JsonText.of(guess.type().name()));
        }
        return "{\n" + String.join(",\n", lines) + "\n}";
    }
}
