package dev.waybill.batch.store;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
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

    /** Each of some rows with the mark behind it, put together while it is sent. */
    BodyPublisher marked(int from, int to, byte[] mark) {
        long length = range.bytes(from, to).remaining() + (long) (to - from) * mark.length;
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new MarkedRows(range, from, to, mark)), length);
    }
}
