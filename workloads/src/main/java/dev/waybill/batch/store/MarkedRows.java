package dev.waybill.batch.store;

import dev.waybill.batch.store.EncodedRows.Range;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads rows, one after the other, each with the same mark behind it. Used by one thread. */
final class MarkedRows extends InputStream {
    private final Range rows;
    private final int to;
    private final ByteBuffer mark;
    private int next;

    /** What is left of a row, or of its mark. */
    private ByteBuffer rest = ByteBuffer.allocate(0);

    private boolean isMarkDue;

    /** @param to the first row that is not read */
    MarkedRows(Range rows, int from, int to, byte[] mark) {
        this.rows = rows;
        this.next = from;
        this.to = to;
        this.mark = ByteBuffer.wrap(mark);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        int at = from;
        int end = from + length;
        while (at < end && (rest.hasRemaining() || hasNext())) {
            int size = Math.min(end - at, rest.remaining());
            rest.get(into, at, size);
            at += size;
        }
        return at == from && length > 0 ? -1 : at - from;
    }

    private boolean hasNext() {
        if (isMarkDue) {
            rest = mark.rewind();
            isMarkDue = false;
            return true;
        }
        if (next == to) {
            return false;
        }
        rest = rows.bytes(next, next + 1);
        next++;
        isMarkDue = true;
        return true;
    }
}
