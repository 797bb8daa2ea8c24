package dev.waybill.batch.check;

/**
 * A decimal number taken apart: sign, digits, point, exponent. Mutable, so that nothing is allocated; used by one thread.
 *
 * <p>The value is {@code mantissa * 10^exponent}, as long as {@link #isExact} says so.
 */
final class NumberText {
    private static final int SAFE = 18;
    private static final int LONGEST_EXPONENT = 5;

    /** The digits as one number, without the sign. */
    long mantissa;
    /** What the digits are to be multiplied with, as a power of ten. */
    int exponent;

    boolean isNegative;
    /** Whether {@link #mantissa} holds all digits. */
    boolean isExact;
    /** Whether a digit is not 0. */
    boolean isNonZero;

    /** Whether it is a number: {@code [+-] digits [. digits] [e [+-] digits]}, with a digit on either side of the point. */
    boolean read(byte[] in, int from, int to) {
        int at = from;
        isNegative = at < to && in[at] == '-';
        if (at < to && (in[at] == '-' || in[at] == '+')) {
            at++;
        }
        long value = 0;
        int significant = 0;
        int fraction = 0;
        boolean isFraction = false;
        int begin = at;
        boolean isAny = false;
        for (; at < to; at++) {
            int digit = in[at] - '0';
            if (digit >= 0 && digit <= 9) {
                isAny = true;
                if (significant < SAFE) {
                    value = value * 10 + digit;
                }
                significant += significant > 0 || digit != 0 ? 1 : 0;
                fraction += isFraction ? 1 : 0;
            } else if (in[at] == '.' && !isFraction) {
                isFraction = true;
            } else {
                break;
            }
        }
        if (!isAny || begin == at) {
            return false;
        }
        mantissa = value;
        isNonZero = significant > 0;
        isExact = significant <= SAFE;
        exponent = -fraction;
        return at == to || readExponent(in, at, to);
    }

    private boolean readExponent(byte[] in, int from, int to) {
        int at = from + 1;
        if ((in[from] != 'e' && in[from] != 'E') || at == to) {
            return false;
        }
        boolean isDown = in[at] == '-';
        at += in[at] == '-' || in[at] == '+' ? 1 : 0;
        if (at == to || to - at > LONGEST_EXPONENT || !Digits.areAll(in, at, to)) {
            return false;
        }
        int power = Digits.number(in, at, to - at);
        exponent += isDown ? -power : power;
        return true;
    }
}
