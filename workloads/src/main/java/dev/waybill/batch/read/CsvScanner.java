package dev.waybill.batch.read;

/**
 * Rows of comma separated text: RFC 4180, with LF, CRLF or CR behind a row, and a quote that is not the first byte of a cell taken as
 * itself.
 *
 * <p>Where quotes are broken, the row is the one physical line in which it begins, and reading goes on in the next line: a quote that
 * is never closed costs one row, not the rest of the file. Quotes are broken where one is not closed within {@link
 * Rows#LONGEST_ROW} bytes or by the end of the bytes, or where something other than a comma or a line end follows a closing one.
 *
 * <p>Used by one thread.
 */
public final class CsvScanner implements RowScanner {
    private static final int OPEN = -1;
    private static final int JUNK = -2;
    /** With so many bytes it is known whether a row is too long, whichever line end it has. */
    private static final int FULL = Rows.LONGEST_ROW + 2;

    /** What is wrong with the quotes of a row. */
    public enum Quotes {
        SOUND,
        /** The last cell opens a quote that the row's line does not close. */
        UNCLOSED,
        /** Something follows the closing quote of the last cell. */
        FOLLOWED
    }

    private final Cells cells;

    private byte[] in = {};
    private int limit;
    private boolean isEnd;

    private int begin;
    private int end;
    private int position;
    private int lines;
    private Quotes quotes = Quotes.SOUND;
    private boolean isEscaped;
    private int quoteBegin;

    /**
     * Scans nothing yet.
     *
     * @param keep cells of a row that are of interest
     */
    public CsvScanner(int keep) {
        cells = new Cells(keep);
    }

    @Override
    public void over(byte[] bytes, int from, int to, boolean isEnd) {
        this.in = bytes;
        this.position = from;
        this.limit = to;
        this.isEnd = isEnd;
    }

    @Override
    public Found next() {
        begin = position;
        if (begin == limit) {
            return isEnd ? Found.END : Found.MORE;
        }
        lines = 1;
        quotes = Quotes.SOUND;
        int window = (int) Math.min(limit, begin + (long) FULL);
        boolean isWhole = window == limit && isEnd;
        int at = split(window);
        if (at >= 0 && at == window && !isWhole) { // the line end, or the second half of one, is not there yet
            return window - begin == FULL ? tooLong(window) : Found.MORE;
        }
        if (at == OPEN && !isWhole && window - begin < FULL) {
            return Found.MORE;
        }
        if (at < 0) {
            return broken(window);
        }
        if (at - begin > Rows.LONGEST_ROW) {
            return tooLong(window);
        }
        end = at;
        position = behindLineEnd(at);
        return end == begin ? Found.BLANK : Found.ROW;
    }

    /** The row does not fit: as a line, unless it has lines of its own in quotes. */
    private Found tooLong(int window) {
        return lineEnd(begin, window) == window ? Found.TOO_LONG : broken(window);
    }

    /** Where the content of the row ends; {@link #OPEN} in a quote that is not closed, {@link #JUNK} behind one that is. */
    private int split(int window) {
        byte[] bytes = in;
        cells.clear(bytes);
        int at = begin;
        while (true) {
            if (at < window && bytes[at] == '"') {
                quoteBegin = at;
                int close = closing(at + 1, window);
                if (close < 0) {
                    return OPEN;
                }
                cells.add(at + 1, close, isEscaped ? CellKind.ESCAPED : CellKind.QUOTED);
                at = close + 1;
                if (at < window && bytes[at] != ',' && bytes[at] != '\n' && bytes[at] != '\r') {
                    return JUNK;
                }
            } else {
                int from = at;
                while (at < window) {
                    byte b = bytes[at];
                    if (b <= ',' && (b == ',' || b == '\n' || b == '\r')) {
                        break;
                    }
                    at++;
                }
                cells.add(from, at, CellKind.PLAIN);
            }
            if (at == window || bytes[at] != ',') {
                return isHalfLineEnd(at, window) ? window : at;
            }
            at++;
        }
    }

    private boolean isHalfLineEnd(int at, int window) {
        return at + 1 == window && in[at] == '\r' && !(window == limit && isEnd);
    }

    /** Where the quote is that closes; -1 for nowhere. */
    private int closing(int from, int window) {
        byte[] bytes = in;
        isEscaped = false;
        for (int at = from; at < window; at++) {
            byte b = bytes[at];
            if (b == '"') {
                if (at + 1 == window || bytes[at + 1] != '"') {
                    return at + 1 == window && !(window == limit && isEnd) ? -1 : at;
                }
                isEscaped = true;
                at++;
            } else if (b == '\n') {
                lines += bytes[at - 1] == '\r' ? 0 : 1;
            } else if (b == '\r') {
                lines++;
            }
        }
        return -1;
    }

    private Found broken(int window) {
        int line = lineEnd(begin, window);
        if (line == window && !(window == limit && isEnd)) {
            return window - begin == FULL ? Found.TOO_LONG : Found.MORE;
        }
        if (line - begin > Rows.LONGEST_ROW) {
            return Found.TOO_LONG;
        }
        if (line + 1 == window && in[line] == '\r' && !(window == limit && isEnd)) {
            return Found.MORE;
        }
        int lastLimit = limit;
        boolean wasEnd = isEnd;
        limit = line;
        isEnd = true;
        quotes = split(line) == JUNK ? Quotes.FOLLOWED : Quotes.UNCLOSED;
        limit = lastLimit;
        isEnd = wasEnd;
        lines = 1;
        end = line;
        position = behindLineEnd(line);
        return Found.ROW;
    }

    private int lineEnd(int from, int window) {
        int at = from;
        while (at < window && in[at] != '\n' && in[at] != '\r') {
            at++;
        }
        return at;
    }

    private int behindLineEnd(int at) {
        if (at == limit) {
            return at;
        }
        return in[at] == '\r' && at + 1 < limit && in[at + 1] == '\n' ? at + 2 : at + 1;
    }

    /** The cells of the last row; with broken quotes those in front of the broken one. Valid until the next row. */
    public Cells cells() {
        return cells;
    }

    public Quotes quotes() {
        return quotes;
    }

    /** Where the broken quote is. */
    public int quoteBegin() {
        return quoteBegin;
    }

    @Override
    public int rowBegin() {
        return begin;
    }

    @Override
    public int rowEnd() {
        return end;
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public int lines() {
        return lines;
    }
}
