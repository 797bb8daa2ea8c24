package dev.waybill.local.clickhouse.type;

/** What types have in common whose parameters differ. */
public enum Family {
    UINT,
    INT,
    FLOAT,
    DECIMAL,
    STRING,
    FIXED_STRING,
    BOOL,
    DATE,
    DATE32,
    DATETIME,
    DATETIME64,
    UUID,
    ENUM,
    /** Of floats; its values are held as their texts. */
    ARRAY,
    /** The type of {@code NULL} alone. */
    NOTHING;

    boolean isInteger() {
        return this == UINT || this == INT;
    }
}
