package dev.waybill.offset;

/** Bits out of bytes, as {@link BitWriter} wrote them. Not thread-safe. */
final class BitReader {
    private final byte[] bytes;
    private int at;

    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean bit() throws DamagedException {
        if (left() == 0) {
            throw new DamagedException("it ends too early");
        }
        boolean bit = (bytes[at >> 3] & (0x80 >> (at & 7))) != 0;
        at++;
        return bit;
    }

    long bits(int count) throws DamagedException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 1) | (bit() ? 1 : 0);
        }
        return value;
    }

    long number() throws DamagedException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            long group = bits(8);
            value |= (group & 0x7F) << shift;
            if (group < 0x80) {
                return value;
            }
        }
        throw new DamagedException("it holds a number out of range");
    }

    /** The count of things that take at least one bit each, all of which follow. */
    int count() throws DamagedException {
        long count = number();
        if (count > left()) {
            throw new DamagedException("it promises more than it holds");
        }
        return (int) count;
    }

    /** Refuses anything but the zeros that fill up the last byte. */
    void end() throws DamagedException {
        if (left() > 7 || bits(left()) != 0) {
            throw new DamagedException("something follows its end");
        }
    }

    private int left() {
        return bytes.length * 8 - at;
    }
}
