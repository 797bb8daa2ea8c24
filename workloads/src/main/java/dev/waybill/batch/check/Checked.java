package dev.waybill.batch.check;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What became of the rows of a block: {@link #ok()} of {@link #total()} rows fit, each of the others has a reject or more.
 *
 * <p>Immutable, as long as nobody writes to {@link #bytes()}.
 */
public final class Checked {
    private final int total;
    private final long firstRow;
    private final int[] rows;
    private final int[] begins;
    private final byte[] bytes;
    private final List<Reject> rejects;

    /**
     * @param rows of the rows that fit: which they are, counted from 0 in the block
     * @param begins of the rows that fit: where each begins in {@code bytes}
     */
    Checked(int total, long firstRow, int[] rows, int[] begins, byte[] bytes, List<Reject> rejects) {
        this.total = total;
        this.firstRow = firstRow;
        this.rows = rows;
        this.begins = begins;
        this.bytes = bytes;
        this.rejects = List.copyOf(rejects);
    }

    /** Rows in the block. */
    public int total() {
        return total;
    }

    /** Rows that fit. */
    public int ok() {
        return rows.length;
    }

    /** Rows that do not; each counts once, however many of its cells are bad. */
    public int rejected() {
        return total - rows.length;
    }

    /** The rows that fit in RowBinary, columns in the order of the schema. */
    public byte[] bytes() {
        return bytes;
    }

    /** Number in the file of a row that fits, counted from 1. */
    public long row(int index) {
        return firstRow + rows[index];
    }

    /** The bytes of some of the rows that fit, {@code from} included and {@code to} not. */
    public ByteBuffer bytes(int from, int to) {
        int begin = from == begins.length ? bytes.length : begins[from];
        int end = to == begins.length ? bytes.length : begins[to];
        return ByteBuffer.wrap(bytes, begin, end - begin).slice().asReadOnlyBuffer();
    }

    /** By row, and within a row in the order of the schema. */
    public List<Reject> rejects() {
        return rejects;
    }

    @Override
    public String toString() {
        return ok() + " of " + total + " rows, " + rejects.size() + " rejects";
    }
}
