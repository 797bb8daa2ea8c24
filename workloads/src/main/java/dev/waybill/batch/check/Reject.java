package dev.waybill.batch.check;

/**
 * One cell, or one row as a whole, that does not fit.
 *
 * @param row of the file, counted from 1
 * @param line physical line of the file on which the row begins, counted from 1
 * @param eventId what the row has as {@code event_id}; empty where it has none
 * @param column empty where no single column is meant
 * @param type the column's type as the model writes it; empty where no column of the model is meant
 * @param error a name of {@link RejectCode}
 * @param observed what came; shortened where it is long
 * @param message for a person: what came and what was expected
 * @param original the whole row as it came, in the first reject of a row; empty in those that follow. Shortened beyond 64 KiB;
 *     bytes that are no UTF-8 are replaced
 */
public record Reject(
        long row,
        long line,
        String eventId,
        String column,
        String type,
        String error,
        String observed,
        String message,
        String original) {}
