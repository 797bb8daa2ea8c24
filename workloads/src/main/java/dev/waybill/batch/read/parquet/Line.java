package dev.waybill.batch.read.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.read.Rows;
import java.util.Arrays;

/** Bytes that grow. Of those beyond the longest row that is looked at, only the number is kept. Used by one thread. */
final class Line {
    private static final int MOST = Rows.LONGEST_ROW + 1;

    private byte[] bytes = new byte[1024];
    private int kept;
    private long length;

    void clear() {
        kept = 0;
        length = 0;
    }

    /** Also of bytes that are not kept. */
    long length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, kept);
    }

    void add(int b) {
        if (room(1) == 1) {
            bytes[kept++] = (byte) b;
        }
        length++;
    }

    void add(byte[] more, int from, int to) {
        int n = room(to - from);
        System.arraycopy(more, from, bytes, kept, n);
        kept += n;
        length += to - from;
    }

    /** Text that is ASCII. */
    @SuppressWarnings("deprecation") // just what is wanted: the low bytes, without a copy
    void add(String text) {
        int n = room(text.length());
        text.getBytes(0, n, bytes, kept);
        kept += n;
        length += text.length();
    }

    void add(Line other, long from, long to) {
        int begin = (int) Math.min(from, other.kept);
        add(other.bytes, begin, (int) Math.min(to, other.kept));
        length += to - from - (Math.min(to, other.kept) - begin);
    }

    /** Bytes that follow and are not worth looking at. */
    void skip(long n) {
        length += n;
    }

    /** How many of so many bytes are kept; there is room for those. */
    private int room(int wanted) {
        int n = Math.min(wanted, MOST - kept);
        if (kept + n > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST, Math.max(kept + n, bytes.length * 2)));
        }
        return n;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, kept, UTF_8);
    }
}
