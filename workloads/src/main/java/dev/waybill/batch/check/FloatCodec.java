package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.batch.model.ColumnType.Floating;
import dev.waybill.batch.read.CellKind;

/**
 * Binary floating point numbers: what is nearest to the decimal number that came. {@code nan}, {@code inf} and {@code -inf} are
 * written in just this way. A number too large for the type is refused, and so is one that would become 0 and is not.
 *
 * <p>Used by one thread.
 */
final class FloatCodec implements CellCodec {
    private static final long EXACT_DOUBLE = 1L << 53;
    private static final long EXACT_FLOAT = 1L << 24;
    private static final double[] DOUBLE_POWERS = new double[23];
    private static final float[] FLOAT_POWERS = new float[11];

    static {
        for (int i = 0; i < DOUBLE_POWERS.length; i++) {
            DOUBLE_POWERS[i] = Double.parseDouble("1e" + i);
        }
        for (int i = 0; i < FLOAT_POWERS.length; i++) {
            FLOAT_POWERS[i] = Float.parseFloat("1e" + i);
        }
    }

    private final boolean isDouble;
    private final NumberText number = new NumberText();

    FloatCodec(Floating type) {
        isDouble = type.bits() == 64;
    }

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        if (number.read(in, from, to)) {
            return isDouble ? writeDouble(in, from, to, out, at) : writeFloat(in, from, to, out, at);
        }
        if (is("nan", in, from, to)) {
            return put(Double.NaN, out, at);
        }
        if (is("inf", in, from, to)) {
            return put(Double.POSITIVE_INFINITY, out, at);
        }
        return is("-inf", in, from, to) ? put(Double.NEGATIVE_INFINITY, out, at) : REFUSED;
    }

    /*
     * A whole number below 2^53 and a power of ten up to 10^22 are exact, so that one multiplication or division of
     * them rounds once, and rightly (Clinger's fast path). The same holds for float with 2^24 and 10^10.
     */
    private int writeDouble(byte[] in, int from, int to, byte[] out, int at) {
        int power = Math.abs(number.exponent);
        if (number.isExact && number.mantissa <= EXACT_DOUBLE && power < DOUBLE_POWERS.length) {
            double value = number.exponent < 0
                    ? number.mantissa / DOUBLE_POWERS[power]
                    : number.mantissa * DOUBLE_POWERS[power];
            return LittleEndian.put64(out, at, Double.doubleToRawLongBits(number.isNegative ? -value : value));
        }
        double value = Double.parseDouble(new String(in, from, to - from, US_ASCII));
        return Double.isInfinite(value) || (value == 0 && number.isNonZero) ? REFUSED : put(value, out, at);
    }

    private int writeFloat(byte[] in, int from, int to, byte[] out, int at) {
        int power = Math.abs(number.exponent);
        if (number.isExact && number.mantissa <= EXACT_FLOAT && power < FLOAT_POWERS.length) {
            float value =
                    number.exponent < 0 ? number.mantissa / FLOAT_POWERS[power] : number.mantissa * FLOAT_POWERS[power];
            return LittleEndian.put32(out, at, Float.floatToRawIntBits(number.isNegative ? -value : value));
        }
        float value = Float.parseFloat(new String(in, from, to - from, US_ASCII));
        return Float.isInfinite(value) || (value == 0 && number.isNonZero) ? REFUSED : put(value, out, at);
    }

    private int put(double value, byte[] out, int at) {
        return isDouble
                ? LittleEndian.put64(out, at, Double.doubleToRawLongBits(value))
                : LittleEndian.put32(out, at, Float.floatToRawIntBits((float) value));
    }

    private static boolean is(String word, byte[] in, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (in[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int room() {
        return Double.BYTES;
    }

    @Override
    public String expected() {
        return "a number within the range of " + (isDouble ? "Float64" : "Float32") + ", or nan, inf, -inf";
    }

    /** Of strings, only the three words fit, for which JSON has no numbers. */
    @Override
    public boolean takes(CellKind kind, byte[] in, int from, int to) {
        return kind == CellKind.NUMBER || (kind == CellKind.TEXT && !number.read(in, from, to));
    }
}
