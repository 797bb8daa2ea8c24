package dev.waybill.batch.read.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow. Used by one thread. */
final class Line {
    private byte[] bytes = new byte[1024];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    void add(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) b;
    }

    void add(byte[] more, int from, int to) {
        if (length + to - from > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + to - from, bytes.length * 2));
        }
        System.arraycopy(more, from, bytes, length, to - from);
        length += to - from;
    }

    /** Text that is ASCII. */
    @SuppressWarnings("deprecation") // just what is wanted: the low bytes, without a copy
    void add(String text) {
        if (length + text.length() > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + text.length(), bytes.length * 2));
        }
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
    }

    void add(Line other, int from, int to) {
        add(other.bytes, from, to);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
