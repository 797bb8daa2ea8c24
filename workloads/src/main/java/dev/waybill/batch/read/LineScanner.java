package dev.waybill.batch.read;

/** Rows that are lines: ended by LF, with or without a CR. A line of white space is blank. */
public final class LineScanner implements RowScanner {
    private static final int FULL = Rows.LONGEST_ROW + 2;

    private byte[] in = {};
    private int limit;
    private boolean isEnd;
    private int begin;
    private int end;
    private int position;

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
        int window = (int) Math.min(limit, begin + (long) FULL);
        int at = begin;
        while (at < window && in[at] != '\n') {
            at++;
        }
        if (at == window && (window < limit || !isEnd)) {
            return window - begin == FULL ? Found.TOO_LONG : Found.MORE;
        }
        int next = at < window ? at + 1 : at;
        end = at > begin && at < window && in[at - 1] == '\r' ? at - 1 : at;
        if (end - begin > Rows.LONGEST_ROW) {
            return Found.TOO_LONG;
        }
        position = next;
        return isBlank() ? Found.BLANK : Found.ROW;
    }

    private boolean isBlank() {
        for (int i = begin; i < end; i++) {
            if (in[i] != ' ' && in[i] != '\t' && in[i] != '\r') {
                return false;
            }
        }
        return true;
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
        return 1;
    }
}
