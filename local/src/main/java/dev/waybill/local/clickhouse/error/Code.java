package dev.waybill.local.clickhouse.error;

/** The error codes that are given here, each with the HTTP status with which ClickHouse sends it. */
public enum Code {
    CANNOT_PARSE_TEXT(6, 400),
    NOT_FOUND_COLUMN_IN_BLOCK(10, 500),
    DUPLICATE_COLUMN(15, 500),
    NO_SUCH_COLUMN_IN_TABLE(16, 500),
    CANNOT_PARSE_INPUT_ASSERTION_FAILED(27, 400),
    CANNOT_READ_ALL_DATA(33, 500),
    CANNOT_PARSE_DATE(38, 400),
    CANNOT_PARSE_DATETIME(41, 400),
    NUMBER_OF_ARGUMENTS_DOESNT_MATCH(42, 500),
    ILLEGAL_TYPE_OF_ARGUMENT(43, 500),
    ILLEGAL_COLUMN(44, 500),
    UNKNOWN_FUNCTION(46, 404),
    UNKNOWN_IDENTIFIER(47, 404),
    NOT_IMPLEMENTED(48, 501),
    UNKNOWN_TYPE(50, 404),
    TYPE_MISMATCH(53, 400),
    TABLE_ALREADY_EXISTS(57, 500),
    UNKNOWN_TABLE(60, 404),
    SYNTAX_ERROR(62, 400),
    CANNOT_PARSE_NUMBER(72, 400),
    UNKNOWN_FORMAT(73, 404),
    UNKNOWN_DATABASE(81, 404),
    UNKNOWN_SETTING(115, 404),
    INCORRECT_DATA(117, 400),
    READONLY(164, 500),
    ILLEGAL_AGGREGATION(184, 500),
    NOT_AN_AGGREGATE(215, 500),
    MEMORY_LIMIT_EXCEEDED(241, 500),
    NOT_ENOUGH_SPACE(243, 500),
    TOO_MANY_PARTS(252, 500),
    VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE(321, 500),
    NO_COMMON_TYPE(386, 500),
    DECIMAL_OVERFLOW(407, 500),
    AUTHENTICATION_FAILED(516, 403),
    UNKNOWN_ELEMENT_OF_ENUM(691, 500),
    STD_EXCEPTION(1001, 500);

    private final int number;
    private final int status;

    Code(int number, int status) {
        this.number = number;
        this.status = status;
    }

    public int number() {
        return number;
    }

    public int status() {
        return status;
    }
}
