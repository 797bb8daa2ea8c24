package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Expression;
import dev.waybill.local.clickhouse.sql.ValueLists;
import dev.waybill.local.clickhouse.table.Inserts;
import dev.waybill.local.clickhouse.table.TableColumn;
import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.Values;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code VALUES (…), (…)} with constants. Not thread-safe. */
final class ValuesRows implements Inserts.Rows {
    private final List<TableColumn> columns;
    private final ValueLists lists;
    private final @Nullable Object[] row;
    private long number;

    ValuesRows(List<TableColumn> columns, byte[] data, int offset) {
        this.columns = columns;
        this.lists = new ValueLists(Arrays.copyOfRange(data, Math.min(offset, data.length), data.length));
        this.row = new Object[columns.size()];
    }

    @Override
    public @Nullable Object @Nullable [] next() {
        List<Expression> values = lists.next();
        if (values == null) {
            return null;
        }
        number++;
        try {
            if (values.size() != row.length) {
                throw new Refusal(
                        Code.SYNTAX_ERROR,
                        "Cannot parse expression: expected " + row.length + " values, got " + values.size());
            }
            for (int i = 0; i < row.length; i++) {
                row[i] = value(columns.get(i).type(), values.get(i));
            }
        } catch (Refusal refusal) {
            throw InputFormat.at(refusal, number);
        }
        return row;
    }

    private static @Nullable Object value(Type type, Expression expression) {
        if (expression instanceof Expression.Word word && word.word().equals("NULL")) {
            if (!type.isNullable()) {
                throw new Refusal(Code.TYPE_MISMATCH, "Cannot insert NULL value into a column of type '" + type + "'");
            }
            return null;
        }
        if (expression instanceof Expression.Text text) {
            return Values.parse(type.bare(), text.value());
        }
        if (expression instanceof Expression.Numeral || expression instanceof Expression.Word) {
            if (type.isText()) {
                throw new Refusal(Code.TYPE_MISMATCH, "Cannot convert " + expression.title() + " to " + type);
            }
            return Values.parse(type.bare(), expression.title());
        }
        throw Refusal.notHere("an expression in VALUES");
    }
}
