package dev.waybill.batch.check;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/** Numbers as RowBinary has them. */
final class LittleEndian {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int put16(byte[] out, int at, int value) {
        SHORTS.set(out, at, (short) value);
        return at + 2;
    }

    static int put32(byte[] out, int at, int value) {
        INTS.set(out, at, value);
        return at + 4;
    }

    static int put64(byte[] out, int at, long value) {
        LONGS.set(out, at, value);
        return at + 8;
    }

    /** The low bytes of {@code value}, its sign spread over those above. */
    static int put(byte[] out, int at, long value, int width) {
        switch (width) {
            case 1 -> out[at] = (byte) value;
            case 2 -> put16(out, at, (int) value);
            case 4 -> put32(out, at, (int) value);
            default -> {
                put64(out, at, value);
                for (int i = 8; i < width; i += 8) {
                    put64(out, at + i, value >> 63);
                }
            }
        }
        return at + width;
    }

    static int put(byte[] out, int at, BigInteger value, int width) {
        byte[] big = value.toByteArray();
        byte sign = (byte) (value.signum() < 0 ? -1 : 0);
        for (int i = 0; i < width; i++) {
            // one byte more than fits is the sign of a number without one
            out[at + i] = i < big.length ? big[big.length - 1 - i] : sign;
        }
        return at + width;
    }

    /** A length, seven bits to a byte. */
    static int putLength(byte[] out, int at, int length) {
        int rest = length;
        int to = at;
        while (rest >= 0x80) {
            out[to++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[to++] = (byte) rest;
        return to;
    }
}
