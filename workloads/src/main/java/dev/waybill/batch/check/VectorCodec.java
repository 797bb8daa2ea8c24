package dev.waybill.batch.check;

import dev.waybill.batch.model.ColumnType.Floating;
import dev.waybill.batch.read.CellKind;

/** Numbers in square brackets, commas between them. Used by one thread. */
final class VectorCodec implements CellCodec {
    private static final int LONGEST_LENGTH = 5;

    private final FloatCodec number = new FloatCodec(new Floating(64));

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        int first = skipBlanks(in, from + 1, to);
        if (to - from < 2 || in[from] != '[' || in[to - 1] != ']') {
            return REFUSED;
        }
        if (first == to - 1) {
            return LittleEndian.putLength(out, at, 0);
        }
        int numbers = 1;
        for (int i = from; i < to; i++) {
            numbers += in[i] == ',' ? 1 : 0;
        }
        int end = LittleEndian.putLength(out, at, numbers);
        int begin = first;
        for (int i = first; i < to; i++) {
            if (in[i] == ',' || i == to - 1) {
                end = number.write(in, begin, endOf(in, begin, i), out, end);
                if (end == REFUSED) {
                    return REFUSED;
                }
                begin = skipBlanks(in, i + 1, to);
            }
        }
        return end;
    }

    private static int skipBlanks(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] == ' ') {
            at++;
        }
        return at;
    }

    private static int endOf(byte[] in, int begin, int to) {
        int end = to;
        while (end > begin && in[end - 1] == ' ') {
            end--;
        }
        return end;
    }

    @Override
    public int room() {
        return LONGEST_LENGTH + Double.BYTES;
    }

    /** A digit and its comma become eight bytes. */
    @Override
    public int growth() {
        return Double.BYTES / 2;
    }

    @Override
    public String expected() {
        return "a list of numbers such as [1, 2.5]";
    }

    @Override
    public boolean takes(CellKind kind, byte[] in, int from, int to) {
        return kind == CellKind.LIST;
    }
}
