package dev.waybill.batch.check;

import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import java.util.List;
import java.util.Map;

/**
 * Holds rows against a schema. Pure: the same rows always come out the same.
 *
 * <p>Used by one thread; keeps buffers between calls.
 */
public final class RowChecker {
    private final Schema schema;
    private final Findings findings = new Findings();
    private RowFormat format = RowFormat.JSONL;
    private List<String> header = List.of();
    private BlockCheck check;

    /** Checks rows against {@code schema}. */
    public RowChecker(Schema schema) {
        this.schema = schema;
        this.check = JsonCheck.ofObjects(schema);
    }

    /** Looks at every cell of {@code rows}; {@code ok + rejected = total}, always. */
    public Checked check(Rows rows) {
        return check(rows, Map.of());
    }

    /**
     * The same once more, for rows some of which fit and were refused by the store.
     *
     * @param refused why, by their place among the rows that fit, counted from 0
     */
    public Checked check(Rows rows, Map<Integer, String> refused) {
        findings.start(rows, refused);
        if (rows.tooLong() > 0) {
            findings.reject(rows.firstLine(), "", beginning(rows), List.of(tooLong(rows)));
        } else {
            checkOf(rows).check(rows, findings);
        }
        return findings.checked();
    }

    private static Flaw tooLong(Rows rows) {
        return Flaw.ofRow(
                RejectCode.ROW_TOO_LONG,
                Excerpt.ofCell(rows.bytes(), 0, rows.bytes().length),
                "The row has " + rows.tooLong() + " bytes; at most " + Rows.LONGEST_ROW + " are read");
    }

    private static String beginning(Rows rows) {
        return Excerpt.ofRow(rows.bytes(), 0, rows.bytes().length);
    }

    private BlockCheck checkOf(Rows rows) {
        if (rows.format() != format || !rows.header().equals(header)) {
            check = switch (rows.format()) {
                case CSV -> new CsvCheck(schema, rows.header());
                case JSONL -> JsonCheck.ofObjects(schema);
                case ROWS -> JsonCheck.ofArrays(schema, rows.header());
            };
            format = rows.format();
            header = rows.header();
        }
        return check;
    }
}
