package dev.waybill.batch.check;

import dev.waybill.batch.model.Column;
import dev.waybill.batch.model.ColumnType;
import dev.waybill.batch.model.Schema;

/** A column and how its cells are read. */
record ColumnCheck(Column column, CellCodec codec, boolean isNullable, boolean takesEmpty) {
    /** The column by which rejects name their rows. */
    static final String EVENT_ID = "event_id";

    static ColumnCheck[] of(Schema schema) {
        return schema.columns().stream().map(ColumnCheck::of).toArray(ColumnCheck[]::new);
    }

    private static ColumnCheck of(Column column) {
        ColumnType type = column.type() instanceof ColumnType.Nullable nullable ? nullable.of() : column.type();
        boolean takesEmpty = type instanceof ColumnType.Text || type instanceof ColumnType.FixedText;
        return new ColumnCheck(column, Codecs.of(column.type()), column.isNullable(), takesEmpty);
    }
}
