package dev.waybill.batch.check;

import dev.waybill.batch.read.Utf8;

/** Any text, as long as it is UTF-8. */
final class TextCodec implements CellCodec {
    private static final int LONGEST_LENGTH = 5;

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        if (Utf8.firstBad(in, from, to) >= 0) {
            return REFUSED;
        }
        int length = to - from;
        int begin = LittleEndian.putLength(out, at, length);
        System.arraycopy(in, from, out, begin, length);
        return begin + length;
    }

    @Override
    public int room() {
        return LONGEST_LENGTH;
    }

    @Override
    public String expected() {
        return "text";
    }
}
