package dev.waybill.server.batch;

import dev.waybill.batch.store.RejectedRow;

/**
 * Bad cells as CSV, as the seed document prints them: the message is always quoted, the others where they must be. A cell that a
 * spreadsheet would run as a formula gets an apostrophe in front.
 */
public final class RejectedCsv {
    /** Its first line. */
    public static final String HEADER = "ROW,EVENT_ID,COLUMN,TYPE,ERROR,OBSERVED,MESSAGE\n";

    private RejectedCsv() {}

    /** One of the others, with its end. */
    public static String line(RejectedRow cell) {
        return cell.row() + "," + plain(cell.eventId()) + "," + plain(cell.column()) + "," + plain(cell.type()) + ","
                + plain(cell.error()) + "," + plain(cell.observed()) + "," + quoted(harmless(cell.message())) + "\n";
    }

    private static String plain(String text) {
        String safe = harmless(text);
        boolean mustBeQuoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return mustBeQuoted ? quoted(safe) : safe;
    }

    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
