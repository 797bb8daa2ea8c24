package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.batch.model.ColumnType.Whole;
import dev.waybill.batch.read.CellKind;
import java.math.BigInteger;

/** Whole numbers: digits, with a sign in front or none. */
final class WholeCodec implements CellCodec {
    /** So many digits fit a long, whatever they are. */
    private static final int SAFE = 18;
    /** More digits than any type has, leading zeros among them. */
    private static final int MOST = 100;

    private final int width;
    private final BigInteger least;
    private final BigInteger most;
    private final long leastLong;
    private final long mostLong;

    WholeCodec(Whole type) {
        width = type.bits() / 8;
        most = BigInteger.ONE
                .shiftLeft(type.isSigned() ? type.bits() - 1 : type.bits())
                .subtract(BigInteger.ONE);
        least = type.isSigned() ? most.not() : BigInteger.ZERO;
        leastLong = least.max(BigInteger.valueOf(Long.MIN_VALUE)).longValue();
        mostLong = most.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        int digits = from;
        boolean isNegative = false;
        if (from < to && (in[from] == '-' || in[from] == '+')) {
            isNegative = in[from] == '-';
            digits++;
        }
        int count = to - digits;
        if (count < 1 || count > SAFE) {
            return count < 1 ? REFUSED : writeLong(in, digits, to, isNegative, out, at);
        }
        long value = 0;
        for (int i = digits; i < to; i++) {
            int digit = in[i] - '0';
            if (digit < 0 || digit > 9) {
                return REFUSED;
            }
            value = value * 10 + digit;
        }
        value = isNegative ? -value : value;
        if (value < leastLong || value > mostLong) {
            return REFUSED;
        }
        return LittleEndian.put(out, at, value, width);
    }

    private int writeLong(byte[] in, int digits, int to, boolean isNegative, byte[] out, int at) {
        if (to - digits > MOST || !Digits.areAll(in, digits, to)) {
            return REFUSED;
        }
        var value = new BigInteger(new String(in, digits, to - digits, US_ASCII));
        value = isNegative ? value.negate() : value;
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            return REFUSED;
        }
        return LittleEndian.put(out, at, value, width);
    }

    @Override
    public int room() {
        return width;
    }

    @Override
    public String expected() {
        return "a whole number from " + least + " to " + most;
    }

    /** Numbers beyond 53 bits are often written as JSON strings, since many programs could not read them otherwise. */
    @Override
    public boolean takes(CellKind kind, byte[] in, int from, int to) {
        return kind == CellKind.NUMBER || (width >= 8 && kind == CellKind.TEXT);
    }
}
