package dev.waybill.batch.check;

import dev.waybill.batch.model.Column;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.CellKind;
import dev.waybill.batch.read.Cells;
import dev.waybill.batch.read.Utf8;
import java.util.Arrays;
import java.util.List;

/**
 * Holds the cells of one row against the columns. Rows that fit are read once; for the others each cell is looked at again, to say what
 * is wrong with it.
 *
 * <p>Used by one thread.
 */
final class RowCheck {
    private final ColumnCheck[] columns;
    /** The cell of each column; -1 for none. */
    private final int[] places;

    private final int eventId;
    private final long room;
    private final int growth;
    private byte[] unescaped = new byte[256];

    private RowCheck(Schema schema, int[] places) {
        this.columns = ColumnCheck.of(schema);
        this.places = places;
        int event = schema.indexOf(ColumnCheck.EVENT_ID);
        this.eventId = event < 0 ? -1 : places[event];
        this.room = Arrays.stream(columns).mapToLong(c -> c.codec().room()).sum();
        this.growth =
                Arrays.stream(columns).mapToInt(c -> c.codec().growth()).max().orElse(1);
    }

    /** Cells come in the order of {@code names}; the first of two with the same name counts. */
    static RowCheck named(Schema schema, List<String> names) {
        return new RowCheck(
                schema,
                schema.columns().stream().mapToInt(c -> names.indexOf(c.name())).toArray());
    }

    /** Cells come in the order of the columns. */
    static RowCheck inOrder(Schema schema) {
        return named(schema, schema.names());
    }

    /** Writes the row, if it fits and is not to be refused. */
    boolean accept(Cells cells, int rowLength, Findings findings) {
        byte[] out = findings.withRoom(room + (long) growth * rowLength);
        int at = findings.begin();
        for (int i = 0; i < columns.length; i++) {
            at = write(columns[i], cells, places[i], out, at);
            if (at == CellCodec.REFUSED) {
                return false;
            }
        }
        return findings.accept(at);
    }

    private int write(ColumnCheck column, Cells cells, int cell, byte[] out, int at) {
        if (cell < 0 || !cells.has(cell)) {
            return writeNull(column, out, at);
        }
        CellKind kind = cells.kind(cell);
        int from = cells.begin(cell);
        int to = cells.end(cell);
        if (kind == CellKind.PLAIN && from < to) {
            return column.codec().write(cells.bytes(), from, to, out, at);
        }
        if (isNothing(column, kind, from == to)) {
            return writeNull(column, out, at);
        }
        return writeOther(column, cells, cell, out, at);
    }

    private int writeOther(ColumnCheck column, Cells cells, int cell, byte[] out, int at) {
        CellKind kind = cells.kind(cell);
        int from = cells.begin(cell);
        int to = cells.end(cell);
        if (kind == CellKind.QUOTED) {
            return column.codec().write(cells.bytes(), from, to, out, at);
        }
        if (kind == CellKind.ESCAPED) {
            if (unescaped.length < to - from) {
                unescaped = new byte[Math.max(to - from, unescaped.length * 2)];
            }
            return column.codec().write(unescaped, 0, cells.unescape(cell, unescaped), out, at);
        }
        return column.codec().takes(kind, cells.bytes(), from, to)
                ? column.codec().write(cells.bytes(), from, to, out, at)
                : CellCodec.REFUSED;
    }

    /** An empty cell is no value, unless it is text that was written as such. */
    private static boolean isNothing(ColumnCheck column, CellKind kind, boolean isEmpty) {
        return kind == CellKind.ABSENT
                || kind == CellKind.NULL
                || (isEmpty && (kind == CellKind.PLAIN || !column.takesEmpty()));
    }

    private static int writeNull(ColumnCheck column, byte[] out, int at) {
        return column.isNullable() ? NullableCodec.writeNull(out, at) : CellCodec.REFUSED;
    }

    /** Adds what is wrong with the cells of a row that was not accepted. */
    void explain(Cells cells, int rowLength, Findings findings, Flaws flaws) {
        byte[] out = findings.withRoom(room + (long) growth * rowLength);
        for (int i = 0; i < columns.length; i++) {
            boolean fits = write(columns[i], cells, places[i], out, findings.begin()) != CellCodec.REFUSED;
            if (!fits && !flaws.isBeyond()) {
                flaws.add(flaw(columns[i], cells, places[i]));
            }
        }
    }

    private static Flaw flaw(ColumnCheck check, Cells cells, int cell) {
        Column column = check.column();
        if (cell < 0 || !cells.has(cell)) {
            return Flaw.missing(column);
        }
        CellKind kind = cells.kind(cell);
        int from = cells.begin(cell);
        int to = cells.end(cell);
        if (kind == CellKind.NULL) {
            return Flaw.isNull(column);
        }
        if (isNothing(check, kind, from == to)) {
            return Flaw.missing(column);
        }
        int bad = Utf8.firstBad(cells.bytes(), from, to);
        if (bad >= 0) {
            return Flaw.notUtf8(column, observed(cells, cell), cells.bytes()[bad], bad - from);
        }
        return Flaw.unfit(column, observed(cells, cell), check.codec().expected());
    }

    /** What stands in a cell, for a person. */
    static String observed(Cells cells, int cell) {
        if (!cells.has(cell) || cells.kind(cell) == CellKind.ABSENT) {
            return "";
        }
        String text = Excerpt.ofCell(cells.bytes(), cells.begin(cell), cells.end(cell));
        return cells.kind(cell) == CellKind.ESCAPED ? text.replace("\"\"", "\"") : text;
    }

    /** What the row has as {@code event_id}; empty where it has none. */
    String eventId(Cells cells) {
        return eventId < 0 ? "" : observed(cells, eventId);
    }
}
