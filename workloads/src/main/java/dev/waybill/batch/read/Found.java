package dev.waybill.batch.read;

/** What a scanner came upon. */
public enum Found {
    ROW,
    /** A line without content, which is no row. */
    BLANK,
    /** The line is longer than {@link Rows#LONGEST_ROW}; the scanner stays in front of it. */
    TOO_LONG,
    /** The bytes end within a row, and more of them follow; the scanner stays in front of the row. */
    MORE,
    /** No bytes are left. */
    END
}
