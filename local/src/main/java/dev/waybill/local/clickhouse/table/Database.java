package dev.waybill.local.clickhouse.table;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.duckdb.DuckDBConnection;

/**
 * The embedded engine: one DuckDB database, in memory or in a file. What is committed to a file is forced to disk.
 *
 * <p>Thread-safe: each use has a connection of its own.
 */
public final class Database implements AutoCloseable {
    private static final String FILE = "clickhouse.duckdb";

    private final DuckDBConnection root;

    private Database(DuckDBConnection root) {
        this.root = root;
    }

    /** Work with a connection. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    public static Database open(Optional<Path> directory) throws IOException {
        try {
            String file = "";
            if (directory.isPresent()) {
                Files.createDirectories(directory.get());
                file = directory.get().resolve(FILE).toString();
            }
            var properties = new Properties();
            properties.setProperty("memory_limit", "512MB");
            properties.setProperty("threads", "2");
            properties.setProperty("autoinstall_known_extensions", "false");
            properties.setProperty("autoload_known_extensions", "false");
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
            return new Database(connection.unwrap(DuckDBConnection.class));
        } catch (SQLException e) {
            throw new IOException("clickhouse: cannot open its data: " + e.getMessage(), e);
        }
    }

    /** Does it in a transaction of its own, which is committed at the end. */
    public <T> T transaction(Work<T> work) {
        return transaction(work, result -> true);
    }

    /** The same; nothing of it stays unless the result says so. */
    <T> T transaction(Work<T> work, Predicate<T> isKept) {
        try (Connection connection = root.duplicate()) {
            // JDBC's own way begins with the first statement only, and an appender is none.
            execute(connection, "BEGIN TRANSACTION");
            try {
                T result = work.on(connection);
                execute(connection, isKept.test(result) ? "COMMIT" : "ROLLBACK");
                return result;
            } catch (SQLException | RuntimeException e) {
                execute(connection, "ROLLBACK");
                throw e;
            }
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close the embedded engine", e);
        }
    }

    /** What the engine refuses though the statement was understood: more than its types hold, or too much. */
    private static Refusal refusal(SQLException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("GROUP BY clause")) {
            return new Refusal(
                    Code.NOT_AN_AGGREGATE, "Column is not under aggregate function and not in GROUP BY keys");
        }
        if (said.contains("aggregate") && said.contains("cannot contain")) {
            return new Refusal(Code.ILLEGAL_AGGREGATION, "Aggregate function is found in a place where none may be");
        }
        if (said.startsWith("Out of Memory")) {
            return new Refusal(Code.MEMORY_LIMIT_EXCEEDED, "Memory limit exceeded: " + said);
        }
        return new Refusal(Code.STD_EXCEPTION, "the embedded engine refuses: " + said);
    }
}
