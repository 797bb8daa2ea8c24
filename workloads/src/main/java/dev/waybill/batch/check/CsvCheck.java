package dev.waybill.batch.check;

import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Cells;
import dev.waybill.batch.read.CsvScanner;
import dev.waybill.batch.read.CsvScanner.Quotes;
import dev.waybill.batch.read.Found;
import dev.waybill.batch.read.Rows;
import java.util.List;

/** Checks comma separated rows. Used by one thread. */
final class CsvCheck implements BlockCheck {
    private final List<String> header;
    private final RowCheck rowCheck;
    private final Extras extras;
    private final CsvScanner scanner;
    private final Flaws flaws = new Flaws();

    CsvCheck(Schema schema, List<String> header) {
        this.header = header;
        this.rowCheck = RowCheck.named(schema, header);
        this.extras = Extras.of(schema, header);
        this.scanner = new CsvScanner(header.size() + 1); // one more is shown where a row is too wide
    }

    @Override
    public void check(Rows rows, Findings findings) {
        byte[] bytes = rows.bytes();
        scanner.over(bytes, 0, bytes.length, true);
        Cells cells = scanner.cells();
        long line = rows.firstLine();
        Found found = scanner.next();
        while (found == Found.ROW || found == Found.BLANK) {
            if (found == Found.ROW && !accept(cells, findings)) {
                explain(cells, line, findings);
            }
            line += scanner.lines();
            found = scanner.next();
        }
        if (found == Found.TOO_LONG) {
            throw new IllegalArgumentException("a block with a row that is too long, and does not say so");
        }
    }

    private boolean accept(Cells cells, Findings findings) {
        return scanner.quotes() == Quotes.SOUND
                && cells.count() <= header.size()
                && extras.areAbsent(cells)
                && rowCheck.accept(cells, scanner.rowEnd() - scanner.rowBegin(), findings);
    }

    private void explain(Cells cells, long line, Findings findings) {
        byte[] bytes = cells.bytes();
        flaws.clear(findings.mostFlaws());
        String eventId = "";
        if (scanner.quotes() != Quotes.SOUND) {
            flaws.add(brokenQuote(cells));
            eventId = scanner.quotes() == Quotes.UNCLOSED ? rowCheck.eventId(cells) : "";
        } else {
            eventId = rowCheck.eventId(cells);
            rowCheck.explain(cells, scanner.rowEnd() - scanner.rowBegin(), findings, flaws);
            extras.explain(cells, flaws);
            if (cells.count() > header.size() && !flaws.isBeyond()) {
                flaws.add(Flaw.ofRow(
                        RejectCode.EXTRA_COLUMN,
                        RowCheck.observed(cells, header.size()),
                        "The row has " + cells.count() + " cells, its header has " + header.size()));
            }
        }
        findings.reject(line, eventId, Excerpt.ofRow(bytes, scanner.rowBegin(), scanner.rowEnd()), flaws.all());
    }

    private Flaw brokenQuote(Cells cells) {
        boolean isUnclosed = scanner.quotes() == Quotes.UNCLOSED;
        int broken = isUnclosed ? cells.count() : cells.count() - 1;
        int from = scanner.quoteBegin();
        String observed = Excerpt.ofCell(cells.bytes(), from, scanner.rowEnd());
        String column = broken < header.size() ? header.get(broken) : "";
        return isUnclosed
                ? new Flaw(
                        column,
                        "",
                        RejectCode.UNCLOSED_QUOTE,
                        observed,
                        "A quote opens here and is not closed; reading goes on in the next line")
                : new Flaw(
                        column,
                        "",
                        RejectCode.INVALID_QUOTE,
                        observed,
                        "Expected a comma or the end of the line behind the closing quote; a quote inside is written twice");
    }
}
