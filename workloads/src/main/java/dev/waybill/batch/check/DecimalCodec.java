package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.batch.model.ColumnType.Decimal;
import dev.waybill.batch.read.CellKind;
import java.math.BigDecimal;

/** Exact decimal numbers. Nothing is rounded: digits behind the last that fits must be 0. Used by one thread. */
final class DecimalCodec implements CellCodec {
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    /** A number with more digits than this does not fit any type, unless most are 0. */
    private static final int MOST = 400;

    private final Decimal type;
    private final NumberText number = new NumberText();

    DecimalCodec(Decimal type) {
        this.type = type;
    }

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        if (!number.read(in, from, to)) {
            return REFUSED;
        }
        if (!number.isNonZero) {
            return LittleEndian.put(out, at, 0, type.width());
        }
        int shift = number.exponent + type.scale();
        if (number.isExact && type.precision() < POWERS.length && shift >= 0 && shift < POWERS.length) {
            return writeLong(shift, out, at);
        }
        return writeLarge(in, from, to, out, at);
    }

    private int writeLong(int shift, byte[] out, int at) {
        long most = POWERS[type.precision()] - 1;
        if (number.mantissa > most / POWERS[shift]) {
            return REFUSED;
        }
        long value = number.mantissa * POWERS[shift];
        return LittleEndian.put(out, at, number.isNegative ? -value : value, type.width());
    }

    private int writeLarge(byte[] in, int from, int to, byte[] out, int at) {
        if (to - from > MOST) {
            return REFUSED;
        }
        BigDecimal value = new BigDecimal(new String(in, from, to - from, US_ASCII)).stripTrailingZeros();
        // digits in front of the point; asked before the number is written out, which an exponent could make endless
        boolean fits =
                value.scale() <= type.scale() && value.precision() - value.scale() <= type.precision() - type.scale();
        return fits ? LittleEndian.put(out, at, value.setScale(type.scale()).unscaledValue(), type.width()) : REFUSED;
    }

    @Override
    public int room() {
        return type.width();
    }

    @Override
    public String expected() {
        return "a decimal number of at most " + (type.precision() - type.scale()) + " digits before the point and "
                + type.scale() + " behind it";
    }

    @Override
    public boolean takes(CellKind kind, byte[] in, int from, int to) {
        return kind == CellKind.NUMBER || kind == CellKind.TEXT;
    }
}
