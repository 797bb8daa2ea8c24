package dev.waybill.batch.store;

/**
 * Rows in ClickHouse's format RowBinary. The arrays are the caller's, may be longer than what is used, and must stay as
 * they are while the rows are being stored.
 *
 * @param bytes the rows one after the other
 * @param length how many of the bytes are used
 * @param starts where each row begins
 * @param rows how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EncodedRows(byte[] bytes, int length, int[] starts, int rows) {
    public EncodedRows {
        if (rows < 0 || rows > starts.length || length < 0 || length > bytes.length) {
            throw new IllegalArgumentException(rows + " rows and " + length + " bytes do not fit into " + starts.length
                    + " starts and " + bytes.length + " bytes");
        }
    }

    int start(int row) {
        return row == rows ? length : starts[row];
    }
}
