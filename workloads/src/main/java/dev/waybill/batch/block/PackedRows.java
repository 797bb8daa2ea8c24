package dev.waybill.batch.block;

import org.apache.kafka.common.header.Headers;

/** Rows in the form in which they travel, of no job yet. Immutable, as long as nobody writes to what it hands out. */
public final class PackedRows {
    private final Headers headers;
    private final byte[] value;
    private final int count;

    PackedRows(Headers headers, byte[] value, int count) {
        this.headers = headers;
        this.value = value;
        this.count = count;
    }

    Headers headers() {
        return headers;
    }

    /** The rows, compressed. */
    public byte[] value() {
        return value;
    }

    /** How many rows there are. */
    public int count() {
        return count;
    }
}
