package dev.waybill.batch.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The cells of one row as places in an array of bytes. Mutable; used by one thread, which makes no row while it reads another. */
public final class Cells {
    private byte[] bytes = {};
    private int[] begins;
    private int[] ends;
    private CellKind[] kinds;
    private int count;

    /**
     * No cells yet.
     *
     * @param keep cells of which the place is kept; those behind them are only counted
     */
    public Cells(int keep) {
        begins = new int[keep];
        ends = new int[keep];
        kinds = new CellKind[keep];
        Arrays.fill(kinds, CellKind.ABSENT);
    }

    /** Where the cells lie. Not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** Cells in the row, also those that are not kept. */
    public int count() {
        return count;
    }

    /** Of a kept cell. */
    public int begin(int cell) {
        return begins[cell];
    }

    /** Of a kept cell; behind its last byte. */
    public int end(int cell) {
        return ends[cell];
    }

    /** Of a kept cell. */
    public CellKind kind(int cell) {
        return kinds[cell];
    }

    /** Whether the place of this cell is known. */
    public boolean has(int cell) {
        return cell < count && cell < kinds.length;
    }

    /** A kept cell for a person; bytes that are no UTF-8 are replaced. Empty for one that is not kept. */
    public String text(int cell) {
        if (!has(cell) || kinds[cell] == CellKind.ABSENT) {
            return "";
        }
        String text = new String(bytes, begins[cell], ends[cell] - begins[cell], UTF_8);
        return kinds[cell] == CellKind.ESCAPED ? text.replace("\"\"", "\"") : text;
    }

    /** Copies a cell without the doubling of its quotes to the beginning of {@code to}, which has room for it, and answers its length. */
    public int unescape(int cell, byte[] to) {
        int length = 0;
        for (int at = begins[cell]; at < ends[cell]; at++) {
            to[length++] = bytes[at];
            at += bytes[at] == '"' ? 1 : 0;
        }
        return length;
    }

    void clear(byte[] in) {
        bytes = in;
        count = 0;
    }

    void add(int begin, int end, CellKind kind) {
        if (count < kinds.length) {
            begins[count] = begin;
            ends[count] = end;
            kinds[count] = kind;
        }
        count++;
    }

    /** A row of {@code size} cells that are all absent, until they are put. */
    void clear(byte[] in, int size) {
        bytes = in;
        count = size;
        Arrays.fill(kinds, CellKind.ABSENT);
    }

    void put(int cell, int begin, int end, CellKind kind) {
        begins[cell] = begin;
        ends[cell] = end;
        kinds[cell] = kind;
    }

    void bytes(byte[] in) {
        bytes = in;
    }
}
