package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Bytes of a file as text for a reject: bounded, and with bytes that are no UTF-8 replaced. */
final class Excerpt {
    private static final int LONGEST_CELL = 1024;
    private static final int LONGEST_ROW = 1 << 16;

    private Excerpt() {}

    static String ofRow(byte[] bytes, int from, int to) {
        return of(bytes, from, to, LONGEST_ROW);
    }

    static String ofCell(byte[] bytes, int from, int to) {
        return of(bytes, from, to, LONGEST_CELL);
    }

    private static String of(byte[] bytes, int from, int to, int most) {
        if (to - from <= most) {
            return new String(bytes, from, to - from, UTF_8);
        }
        int end = from + most;
        while (end > from && (bytes[end] & 0xc0) == 0x80) { // not within a character
            end--;
        }
        return new String(bytes, from, end - from, UTF_8) + "…";
    }
}
