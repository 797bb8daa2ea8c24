package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;

/**
 * An expression in the SQL of the embedded engine.
 *
 * @param isCondition it is true or false there, and 1 or 0 in ClickHouse
 * @param isAggregate it is about many rows
 */
record Compiled(String sql, Type type, boolean isCondition, boolean isAggregate) {
    static Compiled value(String sql, Type type, boolean isAggregate) {
        return new Compiled(sql, type, false, isAggregate);
    }

    static Compiled condition(String sql, boolean isNullable, boolean isAggregate) {
        return new Compiled("(" + sql + ")", isNullable ? Type.UINT8.nullable() : Type.UINT8, true, isAggregate);
    }

    /** As a number, where it is a condition. */
    Compiled asValue() {
        return isCondition ? value("CAST(" + sql + " AS BIGINT)", type, isAggregate) : this;
    }

    /** As something that is true or false; empty text where that makes no sense. */
    String asCondition() {
        if (isCondition || type.family() == Family.BOOL || type.family() == Family.NOTHING) {
            return sql;
        }
        return type.isNumber() ? "(" + sql + " <> 0)" : "";
    }

    String asDouble() {
        Compiled value = asValue();
        return value.type().family() == Family.BOOL
                ? "CAST(CAST(" + value.sql() + " AS BIGINT) AS DOUBLE)"
                : "CAST(" + value.sql() + " AS DOUBLE)";
    }
}
