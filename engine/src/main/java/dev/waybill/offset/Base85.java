package dev.waybill.offset;

import java.util.Arrays;

/** Four bytes in five characters, in the alphabet of ZeroMQ's Z85; up to three last bytes in one character more than bytes. */
final class Base85 {
    private static final String DIGITS =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < DIGITS.length(); i++) {
            VALUES[DIGITS.charAt(i)] = (byte) i;
        }
    }

    private Base85() {}

    static String write(byte[] bytes) {
        var text = new StringBuilder(bytes.length / 4 * 5 + 4);
        var digits = new char[5];
        for (int from = 0; from < bytes.length; from += 4) {
            int count = Math.min(4, bytes.length - from);
            long value = 0;
            for (int i = 0; i < count; i++) {
                value = (value << 8) | (bytes[from + i] & 0xFF);
            }
            for (int i = count; i >= 0; i--) {
                digits[i] = DIGITS.charAt((int) (value % 85));
                value /= 85;
            }
            text.append(digits, 0, count + 1);
        }
        return text.toString();
    }

    static byte[] read(String text) throws DamagedException {
        int rest = text.length() % 5;
        if (rest == 1) {
            throw new DamagedException("its length is wrong");
        }
        var bytes = new byte[text.length() / 5 * 4 + Math.max(0, rest - 1)];
        int to = 0;
        for (int from = 0; from < text.length(); from += 5) {
            int count = Math.min(4, text.length() - from - 1);
            long value = 0;
            for (int i = 0; i <= count; i++) {
                value = value * 85 + digit(text.charAt(from + i));
            }
            if (value >>> (8 * count) != 0) {
                throw new DamagedException("it holds characters that cannot stand together");
            }
            for (int i = count - 1; i >= 0; i--) {
                bytes[to++] = (byte) (value >>> (8 * i));
            }
        }
        return bytes;
    }

    private static int digit(char c) throws DamagedException {
        int value = c < VALUES.length ? VALUES[c] : -1;
        if (value < 0) {
            throw new DamagedException("it holds a character that it cannot hold");
        }
        return value;
    }
}
