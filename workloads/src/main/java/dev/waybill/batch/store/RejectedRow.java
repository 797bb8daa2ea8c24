package dev.waybill.batch.store;

/**
 * One bad cell, as the table {@code rejected_rows} has it.
 *
 * @param row of the data, from 1
 * @param line of the file, from 1; 0 where the file has no lines
 * @param original the row as it came
 */
public record RejectedRow(
        long row,
        long line,
        String eventId,
        String column,
        String type,
        String error,
        String observed,
        String message,
        String original) {
    private static final long LARGEST_ROW = 0xffff_ffffL;

    public RejectedRow {
        if (row < 1 || row > LARGEST_ROW || line < 0) {
            throw new IllegalArgumentException("expected a row from 1 to " + LARGEST_ROW + ", got " + row);
        }
    }
}
