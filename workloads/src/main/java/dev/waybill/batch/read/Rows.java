package dev.waybill.batch.read;

import java.util.List;

/**
 * A run of whole rows of a file.
 *
 * <p>The bytes are not copied; nobody changes them.
 *
 * @param header names of the cells; of JSON lines none
 * @param firstRow number of the first row in the file; data rows count from 1, the header and blank lines do not count
 * @param firstLine physical line of the file on which {@code bytes} begin, counted from 1; of Parquet, the number of the row
 * @param count rows in {@code bytes}
 * @param bytes UTF-8 text
 * @param tooLong 0, or the length in bytes of the only row, of which {@code bytes} is no more than the beginning since it is longer
 *     than a row may be
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Rows(
        RowFormat format, List<String> header, long firstRow, long firstLine, int count, byte[] bytes, long tooLong) {
    /** The longest row that is looked at, in bytes. */
    public static final int LONGEST_ROW = 8 << 20;

    public Rows {
        header = List.copyOf(header);
        if (firstRow < 1 || firstLine < 1) {
            throw new IllegalArgumentException("rows and lines count from 1, got " + firstRow + " and " + firstLine);
        }
        if (count < 1) {
            throw new IllegalArgumentException("expected a row or more, got " + count);
        }
    }
}
