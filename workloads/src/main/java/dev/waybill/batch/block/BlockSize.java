package dev.waybill.batch.block;

import dev.waybill.batch.read.Rows;

/**
 * Where blocks end: before the row with which they would be larger than {@code bytes}, or have more than {@code rows}. A row that is
 * larger than that by itself is a block of its own.
 *
 * @param bytes from 1 to {@link Rows#LONGEST_ROW}
 * @param rows 1 or more
 */
public record BlockSize(int bytes, int rows) {
    /** 8 MiB and 250,000 rows: an insert has its price however few rows it has, and the rejects of a block are in memory. */
    public static final BlockSize DEFAULT = new BlockSize(Rows.LONGEST_ROW, 250_000);

    public BlockSize {
        if (bytes < 1 || bytes > Rows.LONGEST_ROW) {
            throw new IllegalArgumentException("expected 1 to " + Rows.LONGEST_ROW + " bytes, got " + bytes);
        }
        if (rows < 1) {
            throw new IllegalArgumentException("expected a row or more, got " + rows);
        }
    }
}
