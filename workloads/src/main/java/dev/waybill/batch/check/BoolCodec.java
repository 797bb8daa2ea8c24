package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.batch.read.CellKind;

/** {@code true}, {@code false}, in small or capital letters or with a capital first; {@code 1} and {@code 0}. */
final class BoolCodec implements CellCodec {
    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        int value = to - from == 1 ? in[from] - '0' : word(in, from, to);
        if (value != 0 && value != 1) {
            return REFUSED;
        }
        out[at] = (byte) value;
        return at + 1;
    }

    private static int word(byte[] in, int from, int to) {
        if (to - from != 4 && to - from != 5) {
            return REFUSED;
        }
        return switch (new String(in, from, to - from, US_ASCII)) {
            case "true", "True", "TRUE" -> 1;
            case "false", "False", "FALSE" -> 0;
            default -> REFUSED;
        };
    }

    @Override
    public int room() {
        return 1;
    }

    @Override
    public String expected() {
        return "true, false, 1 or 0";
    }

    @Override
    public boolean takes(CellKind kind, byte[] in, int from, int to) {
        return kind == CellKind.TRUTH || kind == CellKind.NUMBER;
    }
}
