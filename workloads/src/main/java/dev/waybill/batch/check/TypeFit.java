package dev.waybill.batch.check;

import dev.waybill.batch.model.ColumnType;
import dev.waybill.batch.read.CellKind;

/** Whether values fit a type, by the same rules by which rows are checked. Used by one thread. */
public final class TypeFit {
    private final CellCodec codec;
    private byte[] out = new byte[256];

    public TypeFit(ColumnType type) {
        this.codec = Codecs.of(type);
    }

    /** Whether a cell that is not empty fits. What is in quotes is without them, and without the doubling of those within. */
    public boolean fits(CellKind kind, byte[] in, int from, int to) {
        int room = codec.room() + codec.growth() * (to - from);
        if (out.length < room) {
            out = new byte[Math.max(room, 2 * out.length)];
        }
        boolean isText = kind == CellKind.PLAIN || kind == CellKind.QUOTED || kind == CellKind.ESCAPED;
        return (isText || codec.takes(kind, in, from, to)) && codec.write(in, from, to, out, 0) != CellCodec.REFUSED;
    }
}
