package dev.waybill.batch.store;

import java.nio.ByteBuffer;

/**
 * Rows in ClickHouse's format RowBinary. They must stay as they are while they are being stored.
 *
 * @param count how many there are
 */
public record EncodedRows(int count, Range range) {
    public EncodedRows {
        if (count < 0) {
            throw new IllegalArgumentException("expected a number of rows, got " + count);
        }
    }

    /** Finds rows by their places. */
    public interface Range {
        /** The bytes of the rows {@code from} (included) to {@code to} (excluded), one after the other. */
        ByteBuffer bytes(int from, int to);
    }

    /** Each of some rows with the mark behind it. */
    byte[] marked(int from, int to, byte[] mark) {
        int length = range.bytes(from, to).remaining();
        byte[] marked = new byte[Math.addExact(length, Math.multiplyExact(to - from, mark.length))];
        int at = 0;
        for (int row = from; row < to; row++) {
            ByteBuffer bytes = range.bytes(row, row + 1);
            int size = bytes.remaining();
            bytes.get(marked, at, size);
            System.arraycopy(mark, 0, marked, at + size, mark.length);
            at += size + mark.length;
        }
        return marked;
    }
}
