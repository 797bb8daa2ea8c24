package dev.waybill.batch.check;

import dev.waybill.batch.model.Column;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Cells;
import dev.waybill.batch.read.Found;
import dev.waybill.batch.read.JsonRow;
import dev.waybill.batch.read.LineScanner;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.Utf8;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks lines of JSON: objects, or arrays whose values are named by a header. Used by one thread. */
final class JsonCheck implements BlockCheck {
    private final List<Column> columns;
    private final boolean isNamed;
    private final RowCheck rowCheck;
    private final Extras extras;
    private final JsonRow json;
    private final LineScanner scanner = new LineScanner();
    private final Flaws flaws = new Flaws();

    private JsonCheck(Schema schema, boolean isNamed, List<String> names, RowCheck rowCheck) {
        this.columns = schema.columns();
        this.isNamed = isNamed;
        this.rowCheck = rowCheck;
        this.extras = Extras.of(schema, isNamed ? List.of() : names);
        this.json = new JsonRow(names);
    }

    static JsonCheck ofObjects(Schema schema) {
        return new JsonCheck(schema, true, schema.names(), RowCheck.inOrder(schema));
    }

    static JsonCheck ofArrays(Schema schema, List<String> header) {
        return new JsonCheck(schema, false, header, RowCheck.named(schema, header));
    }

    @Override
    public void check(Rows rows, Findings findings) {
        byte[] bytes = rows.bytes();
        scanner.over(bytes, 0, bytes.length, true);
        long line = rows.firstLine();
        Found found = scanner.next();
        while (found == Found.ROW || found == Found.BLANK) {
            if (found == Found.ROW) {
                row(bytes, line, findings);
            }
            line += scanner.lines();
            found = scanner.next();
        }
        if (found == Found.TOO_LONG) {
            throw new IllegalArgumentException("a block with a row that is too long, and does not say so");
        }
    }

    private void row(byte[] bytes, long line, Findings findings) {
        int from = scanner.rowBegin();
        int to = scanner.rowEnd();
        Optional<Flaw> unreadable = read(bytes, from, to);
        if (unreadable.isPresent()) {
            findings.reject(line, "", Excerpt.ofRow(bytes, from, to), List.of(unreadable.get()));
        } else if (!isOdd() && rowCheck.accept(json.cells(), to - from, findings)) {
            return;
        } else {
            explain(json.cells(), to - from, findings);
            String eventId = rowCheck.eventId(json.cells());
            findings.reject(line, eventId, Excerpt.ofRow(bytes, from, to), flaws.all());
        }
    }

    private Optional<Flaw> read(byte[] bytes, int from, int to) {
        int bad = Utf8.firstBad(bytes, from, to);
        String observed = bad < 0 ? "" : Excerpt.ofCell(bytes, from, to);
        if (bad >= 0) {
            String message = String.format(
                    Locale.ROOT, "Expected UTF-8, got the byte 0x%02x after %d bytes", bytes[bad] & 0xff, bad - from);
            return Optional.of(Flaw.ofRow(RejectCode.INVALID_UTF8, observed, message));
        }
        Optional<String> problem = isNamed ? json.readObject(bytes, from, to) : json.readArray(bytes, from, to);
        return problem.map(text -> Flaw.ofRow(RejectCode.INVALID_JSON, Excerpt.ofCell(bytes, from, to), text));
    }

    /** Whether there is more in the row than its cells tell. */
    private boolean isOdd() {
        return !json.unknown().isEmpty() || !json.twice().isEmpty() || !extras.areAbsent(json.cells());
    }

    private void explain(Cells cells, int rowLength, Findings findings) {
        flaws.clear(findings.mostFlaws());
        rowCheck.explain(cells, rowLength, findings, flaws);
        for (int cell : json.twice()) {
            if (!flaws.isBeyond()) {
                flaws.add(Flaw.twice(columns.get(cell), RowCheck.observed(cells, cell)));
            }
        }
        for (var unknown : json.unknown()) {
            if (!flaws.isBeyond()) {
                flaws.add(Flaw.extra(unknown.key(), false, unknown.value()));
            }
        }
        extras.explain(cells, flaws);
    }
}
