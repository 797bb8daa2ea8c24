package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.table.Inserts;
import dev.waybill.local.clickhouse.table.TableColumn;
import dev.waybill.local.clickhouse.type.RowBinaryInput;
import dev.waybill.local.clickhouse.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RowBinary. Not thread-safe. */
final class BinaryRows implements Inserts.Rows {
    private final Type[] types;
    private final RowBinaryInput input;
    private final @Nullable Object[] row;
    private long number;

    BinaryRows(List<TableColumn> columns, byte[] data, int offset) {
        this.types = columns.stream().map(TableColumn::type).toArray(Type[]::new);
        this.input = new RowBinaryInput(data, offset);
        this.row = new Object[types.length];
    }

    @Override
    public @Nullable Object @Nullable [] next() {
        if (!input.hasMore()) {
            return null;
        }
        number++;
        try {
            for (int i = 0; i < types.length; i++) {
                row[i] = input.next(types[i]);
            }
        } catch (Refusal refusal) {
            throw InputFormat.at(refusal, number);
        }
        return row;
    }
}
