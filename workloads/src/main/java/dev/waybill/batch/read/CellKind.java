package dev.waybill.batch.read;

/** How a cell was written. */
public enum CellKind {
    /** CSV without quotes. */
    PLAIN,
    /** CSV in quotes. */
    QUOTED,
    /** CSV in quotes, with quotes inside that are doubled. */
    ESCAPED,
    /** A JSON string; its bytes are the text itself. Half a character becomes bytes that are no UTF-8. */
    TEXT,
    /** A JSON number, digit by digit as it came. */
    NUMBER,
    /** A JSON {@code true} or {@code false}. */
    TRUTH,
    /** A JSON {@code null}. */
    NULL,
    /** A JSON array, as it came. */
    LIST,
    /** A JSON object, as it came. */
    OBJECT,
    /** Not there. */
    ABSENT
}
