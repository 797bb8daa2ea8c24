package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.format.RowWriter;
import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the rows of the embedded engine on, as values of ClickHouse's types. */
final class ResultRows {
    private ResultRows() {}

    static long write(Connection connection, String sql, List<Type> types, RowWriter writer) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            long count = 0;
            var values = new @Nullable Object[types.size()];
            while (rows.next()) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = value(types.get(i), rows.getObject(i + 1));
                }
                writer.row(values);
                count++;
            }
            return count;
        }
    }

    private static @Nullable Object value(Type type, @Nullable Object raw) {
        if (raw == null) {
            return null;
        }
        if (type.isInteger()) {
            return Values.integer(
                    type, raw instanceof BigInteger large ? large : BigInteger.valueOf(((Number) raw).longValue()));
        }
        if (type.family() == Family.DECIMAL) {
            return Values.decimal(type, (BigDecimal) raw);
        }
        return raw instanceof Integer number ? Long.valueOf(number) : raw;
    }
}
