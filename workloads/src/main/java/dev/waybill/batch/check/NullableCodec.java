package dev.waybill.batch.check;

import dev.waybill.batch.read.CellKind;

/** A value of another type, behind a byte that says that it is there. */
final class NullableCodec implements CellCodec {
    private static final byte HERE = 0;
    private static final byte NULL = 1;

    private final CellCodec of;

    NullableCodec(CellCodec of) {
        this.of = of;
    }

    static int writeNull(byte[] out, int at) {
        out[at] = NULL;
        return at + 1;
    }

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        out[at] = HERE;
        return of.write(in, from, to, out, at + 1);
    }

    @Override
    public int room() {
        return 1 + of.room();
    }

    @Override
    public int growth() {
        return of.growth();
    }

    @Override
    public String expected() {
        return of.expected();
    }

    @Override
    public boolean takes(CellKind kind, byte[] in, int from, int to) {
        return of.takes(kind, in, from, to);
    }
}
