package dev.waybill.jobs.view;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * What a read found: columns, and rows with a value for each. A value is a number, a boolean, an {@link java.time.Instant}, a
 * list of texts, or a text; absent where there is none.
 */
public record Rows(List<String> columns, List<List<@Nullable Object>> rows) {
    public Rows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** A row under the names of its columns. */
    public Map<String, @Nullable Object> named(int row) {
        var named = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i), rows.get(row).get(i));
        }
        return Collections.unmodifiableMap(named);
    }

    /** All rows of a result, under the names that the statement gives its columns. */
    static Rows of(Supplier<ResultSet> results, StatementContext context) throws SQLException {
        try (context;
                ResultSet result = results.get()) {
            ResultSetMetaData about = result.getMetaData();
            var columns = new ArrayList<String>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                columns.add(about.getColumnLabel(i));
            }
            var rows = new ArrayList<List<@Nullable Object>>();
            while (result.next()) {
                rows.add(row(result, columns.size()));
            }
            return new Rows(columns, rows);
        }
    }

    private static List<@Nullable Object> row(ResultSet result, int columns) throws SQLException {
        var row = new ArrayList<@Nullable Object>();
        for (int i = 1; i <= columns; i++) {
            row.add(plain(result.getObject(i)));
        }
        return Collections.unmodifiableList(row);
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof Timestamp moment) {
            return moment.toInstant();
        }
        if (value instanceof Array array) {
            return Arrays.stream((Object[]) array.getArray())
                    .map(String::valueOf)
                    .toList();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
