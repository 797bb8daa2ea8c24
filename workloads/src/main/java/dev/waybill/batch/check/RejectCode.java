package dev.waybill.batch.check;

/**
 * Why a cell or a row is rejected. {@code docs/batch/reject-codes.md} says more of each; the names of the seed documents are kept where
 * a type is given by the name it has there.
 */
public enum RejectCode {
    /** The row has no such cell, or an empty one, and the column needs a value. */
    MISSING_COLUMN,
    /** The row says null, and the column needs a value. */
    NULL_VALUE,
    /** The row has a cell for which the model has no column. */
    EXTRA_COLUMN,
    /** A JSON object has a key twice. */
    DUPLICATE_KEY,
    /** The cell's bytes are no UTF-8. */
    INVALID_UTF8,
    /** A quote is not closed. */
    UNCLOSED_QUOTE,
    /** Something follows a closing quote. */
    INVALID_QUOTE,
    /** The line is not one JSON object. */
    INVALID_JSON,
    /** The row is longer than a row may be. */
    ROW_TOO_LONG,

    /** The value of {@code event_id} does not fit its type. */
    INVALID_EVENT_ID,

    INVALID_STRING,
    INVALID_FIXEDSTRING,
    INVALID_INT8,
    INVALID_INT16,
    INVALID_INT32,
    INVALID_INT64,
    INVALID_INT128,
    INVALID_INT256,
    INVALID_UINT8,
    INVALID_UINT16,
    INVALID_UINT32,
    INVALID_UINT64,
    INVALID_UINT128,
    INVALID_UINT256,
    INVALID_FLOAT32,
    INVALID_FLOAT64,
    INVALID_DECIMAL,
    INVALID_BOOL,
    INVALID_DATE,
    INVALID_DATE32,
    INVALID_DATETIME,
    INVALID_DATETIME64,
    INVALID_UUID,
    INVALID_ENUM,
    INVALID_ARRAY,

    NOT_A_STRING,
    NOT_A_CATEGORY,
    /** Not a number at all. */
    NOT_A_TIMESTAMP,
    /** A number, but not one of 32 bits. */
    INVALID_TIMESTAMP,
    NOT_A_FLOAT,
    NOT_AN_INTEGER,
    NOT_A_BOOLEAN,
    NOT_A_VECTOR,

    /** The store refused the row, whatever was thought of it here. */
    STORE_REFUSED
}
