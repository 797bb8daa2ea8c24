package dev.waybill.local.clickhouse.table;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Statement.ColumnKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows into tables. The rows of an insert, and that it was made, are one transaction: after a crash either both are
 * there or none.
 *
 * <p>Thread-safe: one insert at a time, guarded by {@code this}.
 */
public final class Inserts {
    private final Database database;

    public Inserts(Database database) {
        this.database = database;
    }

    /** The rows of an insert, in the order of its columns. */
    public interface Rows {
        /** The next one, the same array each time; null at the end. */
        @Nullable
        Object @Nullable [] next();
    }

    /**
     * What an insert did.
     *
     * @param rows that came; counted also where they were there already, as ClickHouse does
     */
    public record Outcome(long rows, boolean isRepeat) {}

    /** The columns that an insert sends: those named, or all that can be. */
    public static List<TableColumn> columns(Table table, List<String> names) {
        if (names.isEmpty()) {
            return table.shownColumns();
        }
        var columns = new ArrayList<TableColumn>();
        for (String name : names) {
            TableColumn column = table.column(name)
                    .orElseThrow(() -> new Refusal(
                            Code.NO_SUCH_COLUMN_IN_TABLE,
                            "No such column " + name + " in table default." + table.name()));
            if (column.kind() == ColumnKind.MATERIALIZED) {
                throw new Refusal(
                        Code.ILLEGAL_COLUMN, "Cannot insert column " + name + ", because it is MATERIALIZED column");
            }
            if (columns.contains(column)) {
                throw new Refusal(Code.ILLEGAL_COLUMN, "Column " + name + " is named twice");
            }
            columns.add(column);
        }
        return columns;
    }

    /**
     * Inserts all rows or none.
     *
     * @param token by which the insert is known again, where the table remembers any; absent: it is known by its rows
     */
    public synchronized Outcome insert(Table table, List<TableColumn> sent, Rows rows, Optional<String> token) {
        boolean remembers = table.window() > 0;
        Database.Work<Outcome> work = connection -> {
            var digest = new RowDigest(remembers && token.isEmpty());
            long count;
            var plan = new RowPlan(table, sent);
            DuckDBConnection engine = connection.unwrap(DuckDBConnection.class);
            try (var appender = engine.createAppender(table.engineName())) {
                count = plan.append(rows, appender, digest);
            }
            if (!remembers || count == 0) {
                return new Outcome(count, false);
            }
            String mark = token.map(text -> "token:" + text).orElseGet(digest::text);
            if (isKnown(connection, table, mark)) {
                return new Outcome(count, true);
            }
            remember(connection, table, mark);
            return new Outcome(count, false);
        };
        return database.transaction(work, outcome -> !outcome.isRepeat());
    }

    private static boolean isKnown(Connection connection, Table table, String token) throws SQLException {
        try (PreparedStatement ask =
                connection.prepareStatement("SELECT count(*) FROM waybill_tokens WHERE table_id = ? AND token = ?")) {
            ask.setLong(1, table.id());
            ask.setString(2, token);
            try (ResultSet answer = ask.executeQuery()) {
                return answer.next() && answer.getLong(1) > 0;
            }
        }
    }

    private static void remember(Connection connection, Table table, String token) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement("INSERT INTO waybill_tokens SELECT ?, "
                + "coalesce(max(number), 0) + 1, ? FROM waybill_tokens WHERE table_id = ?")) {
            add.setLong(1, table.id());
            add.setString(2, token);
            add.setLong(3, table.id());
            add.execute();
        }
        Database.execute(
                connection,
                "DELETE FROM waybill_tokens WHERE table_id = " + table.id() + " AND number <= (SELECT max(number) - "
                        + table.window() + " FROM waybill_tokens WHERE table_id = " + table.id() + ")");
    }
}
