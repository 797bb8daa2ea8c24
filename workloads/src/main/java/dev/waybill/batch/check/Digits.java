package dev.waybill.batch.check;

/** Decimal digits in bytes. */
final class Digits {
    private Digits() {}

    static boolean areAll(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (in[i] < '0' || in[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** The number of {@code count} digits, nine at most; -1 where one is something else. */
    static int number(byte[] in, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = in[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
