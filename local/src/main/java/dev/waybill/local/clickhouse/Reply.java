package dev.waybill.local.clickhouse;

/**
 * What the engine answers.
 *
 * @param format as a header names it; empty where there is nothing
 * @param read rows of the answer
 * @param written rows of an insert
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(byte[] body, String format, String contentType, long read, long written) {
    static Reply nothing() {
        return new Reply(new byte[0], "", "text/plain; charset=UTF-8", 0, 0);
    }

    public static Reply written(long rows) {
        return new Reply(new byte[0], "", "text/plain; charset=UTF-8", 0, rows);
    }
}
