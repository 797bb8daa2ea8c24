package dev.waybill.offset;

/**
 * Fifteen bits in each character, none of which is half of a pair. Where seven bits or fewer are left at the end, they
 * stand in one of 128 other characters, so that the number of bytes is known from the text alone.
 */
final class WideText {
    private static final int BITS = 15;
    private static final int FIRST = 0x3400;
    private static final int LAST_BITS = 7;
    private static final int FIRST_LAST = 0x100;

    private WideText() {}

    static String write(byte[] bytes) {
        var text = new StringBuilder(bytes.length * 8 / BITS + 1);
        int pending = 0;
        int count = 0;
        for (byte b : bytes) {
            pending = (pending << 8) | (b & 0xFF);
            count += 8;
            if (count >= BITS) {
                count -= BITS;
                text.append((char) (FIRST + (pending >>> count)));
                pending &= (1 << count) - 1;
            }
        }
        if (count > LAST_BITS) {
            text.append((char) (FIRST + (pending << (BITS - count))));
        } else if (count > 0) {
            text.append((char) (FIRST_LAST + (pending << (LAST_BITS - count))));
        }
        return text.toString();
    }

    static byte[] read(String text) throws DamagedException {
        if (text.isEmpty()) {
            return new byte[0];
        }
        int last = text.length() - 1;
        boolean isShort = text.charAt(last) < FIRST;
        var bytes = new byte[(int) ((last * (long) BITS + (isShort ? LAST_BITS : BITS)) / 8)];
        int to = 0;
        int pending = 0;
        int count = 0;
        for (int i = 0; i <= last; i++) {
            int bits = i == last && isShort ? LAST_BITS : BITS;
            int value = text.charAt(i) - (bits == BITS ? FIRST : FIRST_LAST);
            if (value < 0 || value >= 1 << bits) {
                throw new DamagedException("it holds a character that it cannot hold");
            }
            pending = (pending << bits) | value;
            count += bits;
            while (count >= 8) {
                count -= 8;
                bytes[to++] = (byte) (pending >>> count);
                pending &= (1 << count) - 1;
            }
        }
        if (pending != 0) {
            throw new DamagedException("it does not end as it should");
        }
        return bytes;
    }
}
