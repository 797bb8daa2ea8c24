package dev.waybill.local.clickhouse.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The shortest text that reads back as the same number, in the form of ClickHouse: {@code 8}, {@code 0.1}, {@code 1e21}. */
final class FloatText {
    private FloatText() {}

    static String of(double value, int bits) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal digits = shortest(value, bits).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= 21 || exponent < -6) {
            String mantissa =
                    digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
            return mantissa + "e" + exponent;
        }
        return digits.toPlainString();
    }

    /** Before JDK 19, {@code toString} sometimes gives more digits than are needed. */
    private static BigDecimal shortest(double value, int bits) {
        BigDecimal known = bits == 32 ? new BigDecimal(Float.toString((float) value)) : BigDecimal.valueOf(value);
        BigDecimal best = known;
        for (int digits = known.precision() - 1; digits > 0; digits--) {
            BigDecimal shorter = known.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            boolean isSame = bits == 32 ? shorter.floatValue() == (float) value : shorter.doubleValue() == value;
            if (!isSame) {
                break;
            }
            best = shorter;
        }
        return best;
    }
}
