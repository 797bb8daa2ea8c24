package dev.waybill.local.clickhouse.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** How a row that was sent becomes a row of the embedded engine. Not thread-safe. */
final class RowPlan {
    private final List<TableColumn> sent;
    private final List<Source> sources = new ArrayList<>();
    private final boolean hasMissing;
    private final Map<String, @Nullable Object> row = new HashMap<>();

    RowPlan(Table table, List<TableColumn> sent) {
        this.sent = sent;
        for (TableColumn column : table.columns()) {
            if (column.kind() == dev.waybill.local.clickhouse.sql.Statement.ColumnKind.EPHEMERAL
                    && !sent.contains(column)) {
                row.put(column.name(), MissingValue.of(table, column).in(Map.of()));
            }
        }
        boolean isAnyMissing = false;
        List<TableColumn> stored = new ArrayList<>(table.storedColumns());
        stored.sort(Comparator.comparingInt(TableColumn::slot)); // the order in which the engine has them
        for (TableColumn column : stored) {
            int place = sent.indexOf(column);
            isAnyMissing |= place < 0;
            sources.add(place < 0 ? new Source(-1, MissingValue.of(table, column)) : new Source(place, none -> null));
        }
        this.hasMissing = isAnyMissing;
    }

    /** @param place in the row that was sent; below 0: it is missing there */
    private record Source(int place, MissingValue missing) {}

    long append(Inserts.Rows rows, DuckDBAppender appender, RowDigest digest) throws SQLException {
        long count = 0;
        for (Object[] values = rows.next(); values != null; values = rows.next()) {
            if (hasMissing) {
                for (int i = 0; i < values.length; i++) {
                    row.put(sent.get(i).name(), values[i]);
                }
            }
            appender.beginRow();
            for (Source source : sources) {
                append(source.place() < 0 ? source.missing().in(row) : values[source.place()], appender);
            }
            appender.endRow();
            for (Object value : values) {
                digest.add(value);
            }
            count++;
        }
        return count;
    }

    private static void append(@Nullable Object value, DuckDBAppender appender) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else if (value instanceof Long number) {
            appender.append(number.longValue());
        } else if (value instanceof String text) {
            appender.append(text);
        } else if (value instanceof Double number) {
            appender.append(number.doubleValue());
        } else if (value instanceof Boolean truth) {
            appender.append(truth.booleanValue());
        } else if (value instanceof BigInteger number) {
            appender.append(number);
        } else if (value instanceof BigDecimal number) {
            appender.append(number);
        } else {
            throw new IllegalStateException("no column holds " + value.getClass());
        }
    }
}
