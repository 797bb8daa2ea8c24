package dev.waybill.batch.store;

/**
 * A column of a table.
 *
 * @param name any text; it is quoted wherever it is sent
 * @param type as ClickHouse writes it, for example {@code Nullable(UInt32)}. It becomes part of a statement as it is, so
 *     it must come from a model's types, never from a user
 */
public record TableColumn(String name, String type) {
    public TableColumn {
        if (name.isEmpty() || type.isBlank()) {
            throw new IllegalArgumentException("expected a name and a type, got \"" + name + "\" and \"" + type + "\"");
        }
    }

    boolean isNullable() {
        return type.startsWith("Nullable(");
    }
}
