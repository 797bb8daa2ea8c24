package dev.waybill.offset;

import java.util.Arrays;

/** Bits on their way into bytes, the highest first. Not thread-safe. */
final class BitWriter {
    private byte[] bytes = new byte[64];
    private int size; // in bits

    void bit(boolean bit) {
        if (size == bytes.length * 8) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        if (bit) {
            bytes[size >> 3] |= (byte) (0x80 >> (size & 7));
        }
        size++;
    }

    /** The lowest {@code count} bits of {@code value}. */
    void bits(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bit(((value >>> i) & 1) != 0);
        }
    }

    void repeat(boolean bit, long count) {
        for (long i = 0; i < count; i++) {
            bit(bit);
        }
    }

    /** A number of 0 or more, in groups of seven bits, each with a bit that says whether another follows. */
    void number(long value) {
        long rest = value;
        while (rest > 0x7F) {
            bits(0x80 | (rest & 0x7F), 8);
            rest >>>= 7;
        }
        bits(rest, 8);
    }

    /** What was written; the last byte is filled up with zeros. */
    byte[] bytes() {
        return Arrays.copyOf(bytes, (size + 7) >> 3);
    }
}
