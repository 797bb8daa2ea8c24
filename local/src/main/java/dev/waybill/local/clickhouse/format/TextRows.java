package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.table.Inserts;
import dev.waybill.local.clickhouse.table.TableColumn;
import dev.waybill.local.clickhouse.type.Values;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of a text format whose fields are values in the order of the columns, or of a first line. Not thread-safe. */
final class TextRows implements Inserts.Rows {
    private final List<TableColumn> columns;
    private final Fields fields;
    private final @Nullable Object[] row;
    private int[] places;
    private long number;

    TextRows(List<TableColumn> columns, Fields fields, boolean hasNames) {
        this.columns = columns;
        this.fields = fields;
        this.row = new Object[columns.size()];
        this.places = IntStream.range(0, columns.size()).toArray();
        if (hasNames) {
            readNames();
        }
    }

    @Override
    public @Nullable Object @Nullable [] next() {
        List<Fields.Field> line = fields.next();
        if (line == null) {
            return null;
        }
        number++;
        try {
            if (line.size() != places.length) {
                throw new Refusal(
                        Code.CANNOT_PARSE_INPUT_ASSERTION_FAILED,
                        "Cannot parse input: expected " + places.length + " values, got " + line.size());
            }
            for (int i = 0; i < places.length; i++) {
                row[places[i]] = value(columns.get(places[i]), line.get(i));
            }
        } catch (Refusal refusal) {
            throw InputFormat.at(refusal, number);
        }
        return row;
    }

    private static @Nullable Object value(TableColumn column, Fields.Field field) {
        if (field.isBlank() || (field.isNull() && column.type().isNullable())) {
            return field.isBlank() ? column.type().defaultValue() : null;
        }
        return Values.parse(column.type().bare(), field.text());
    }

    private void readNames() {
        List<Fields.Field> names = fields.next();
        if (names == null) {
            return;
        }
        places = names.stream().mapToInt(name -> place(name.text())).toArray();
        if (IntStream.of(places).distinct().count() != columns.size()) {
            throw new Refusal(Code.INCORRECT_DATA, "Cannot parse names: expected each of the columns once");
        }
    }

    private int place(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new Refusal(Code.INCORRECT_DATA, "Unknown field found in header: '" + name + "'");
    }
}
