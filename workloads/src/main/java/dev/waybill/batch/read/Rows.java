package dev.waybill.batch.read;

import java.util.List;

/**
 * A run of whole rows of a file.
 *
 * <p>Immutable, as long as nobody writes to {@link #bytes()}, which are not copied.
 */
public final class Rows {
    /** The longest row that is looked at, in bytes. */
    public static final int LONGEST_ROW = 8 << 20;

    private final RowFormat format;
    private final List<String> header;
    private final long firstRow;
    private final long firstLine;
    private final int count;
    private final byte[] bytes;
    private final long tooLong;

    /**
     * @param header names of the cells; of JSON lines none
     * @param firstRow number of the first row in the file; data rows count from 1, the header and blank lines do not count
     * @param firstLine physical line of the file on which {@code bytes} begin, counted from 1; of Parquet, the number of the row
     * @param count rows in {@code bytes}
     * @param bytes UTF-8 text
     * @param tooLong 0, or the length in bytes of the only row, of which {@code bytes} is no more than the beginning since it is longer
     *     than a row may be
     */
    public Rows(
            RowFormat format,
            List<String> header,
            long firstRow,
            long firstLine,
            int count,
            byte[] bytes,
            long tooLong) {
        if (firstRow < 1 || firstLine < 1) {
            throw new IllegalArgumentException("rows and lines count from 1, got " + firstRow + " and " + firstLine);
        }
        if (count < 1) {
            throw new IllegalArgumentException("expected a row or more, got " + count);
        }
        this.format = format;
        this.header = List.copyOf(header);
        this.firstRow = firstRow;
        this.firstLine = firstLine;
        this.count = count;
        this.bytes = bytes;
        this.tooLong = tooLong;
    }

    public RowFormat format() {
        return format;
    }

    /** Names of the cells; of JSON lines none. */
    public List<String> header() {
        return header;
    }

    /** Number of the first row in the file, counted from 1. */
    public long firstRow() {
        return firstRow;
    }

    /** Physical line of the file on which the bytes begin, counted from 1; of Parquet, the number of the row. */
    public long firstLine() {
        return firstLine;
    }

    /** How many rows there are. */
    public int count() {
        return count;
    }

    /** UTF-8 text. Not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** 0, or the length in bytes of the only row, of which no more than the beginning is here. */
    public long tooLong() {
        return tooLong;
    }

    @Override
    public String toString() {
        return count + " rows from " + firstRow + " on, " + format + ", " + bytes.length + " bytes";
    }
}
