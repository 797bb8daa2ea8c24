package dev.waybill.local.clickhouse.table;

import dev.waybill.local.clickhouse.sql.Statement.ColumnKind;
import dev.waybill.local.clickhouse.type.Type;

/**
 * A column of a table.
 *
 * @param expression of its value where it is not sent; empty: none
 * @param slot the number by which the embedded engine calls it, never used twice in a table
 */
public record TableColumn(String name, Type type, ColumnKind kind, String expression, int slot) {
    /** An ephemeral column has values while rows are inserted, and none afterwards. */
    public boolean isStored() {
        return kind != ColumnKind.EPHEMERAL;
    }

    /** Whether {@code *} stands for it, too. */
    public boolean isShown() {
        return kind == ColumnKind.PLAIN || kind == ColumnKind.DEFAULT;
    }

    public String engineName() {
        return "c" + slot;
    }
}
