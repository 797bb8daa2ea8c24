package dev.waybill.batch.check;

import dev.waybill.batch.model.ColumnType.FixedText;
import dev.waybill.batch.read.Utf8;
import java.util.Arrays;

/** Text of no more than so many bytes. */
final class FixedTextCodec implements CellCodec {
    private final int length;

    FixedTextCodec(FixedText type) {
        length = type.length();
    }

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        if (to - from > length || Utf8.firstBad(in, from, to) >= 0) {
            return REFUSED;
        }
        System.arraycopy(in, from, out, at, to - from);
        Arrays.fill(out, at + to - from, at + length, (byte) 0);
        return at + length;
    }

    @Override
    public int room() {
        return length;
    }

    @Override
    public String expected() {
        return "text of at most " + length + " bytes";
    }
}
