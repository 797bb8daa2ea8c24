package dev.waybill.batch.read;

/** How the rows of a block are written. */
public enum RowFormat {
    /** Comma separated, quotes doubled, rows ended by LF, CRLF or CR; the header is beside the bytes. */
    CSV,
    /** One JSON object per line. */
    JSONL,
    /** One JSON array per line, cells in the order of the header: rows of a Parquet file. */
    ROWS
}
