package dev.waybill.batch.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Values in ClickHouse's format RowBinary, appended one after the other. Not thread-safe. */
final class RowBinary {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    RowBinary text(String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        int rest = utf8.length;
        while (rest > 0x7f) {
            bytes.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
        bytes.writeBytes(utf8);
        return this;
    }

    RowBinary uint32(long value) {
        return little(value, 4);
    }

    RowBinary uint64(long value) {
        return little(value, 8);
    }

    int size() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private RowBinary little(long value, int width) {
        for (int i = 0; i < width; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }
}
