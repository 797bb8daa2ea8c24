package dev.waybill.jobs.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.failure.DeliveryException;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * A small pool of connections to one database.
 *
 * <p>Thread-safe. Whatever fails comes out as a {@link DeliveryException}: {@code UNAVAILABLE} while the database cannot be
 * reached or has no connection free, {@code MISCONFIGURED} where an operator is needed (login, privileges, schema not
 * installed), {@code TRANSIENT} where the same may succeed at once; and {@link RefusedException} where a statement was refused for
 * what it was given.
 */
public final class Database implements AutoCloseable {
    /** Who listens on it is told that there is work: of the processor whose number is sent, or of some. */
    public static final String CHANNEL = "bnp_jobs";

    /** Rounds for transactions that met each other. */
    private static final int ROUNDS = 5;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final SqlFailures failures;

    private Database(HikariDataSource pool, DatabaseSettings settings) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.failures = new SqlFailures(settings, pool);
    }

    /** Connects when the first connection is needed. */
    public static Database open(DatabaseSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("waybill-jobs");
        config.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
        }
        if (!settings.password().reveal().isEmpty()) {
            config.setPassword(settings.password().reveal());
        }
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "waybill jobs");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new Database(new HikariDataSource(config), settings);
    }

    /** How many there are at most at once. */
    public int connections() {
        return pool.getMaximumPoolSize();
    }

    /** Each statement is a transaction of its own. */
    public <T> T call(Call<T> call) {
        try (Handle handle = jdbi.open()) {
            return call.on(handle);
        } catch (JdbiException | SQLException e) {
            throw failures.translated(e);
        }
    }

    /** The same for what returns nothing. */
    public void run(Run run) {
        this.<Boolean>call(handle -> {
            run.on(handle);
            return true;
        });
    }

    /** One statement, a transaction of its own; once more, a few times, where it met another one. */
    public <T> T ask(Call<T> statement) {
        return repeated(() -> jdbi.<T, SQLException>withHandle(statement::on));
    }

    /** All statements in one transaction; once more from its beginning, a few times, where it met another one. */
    public <T> T transact(Call<T> call) {
        return repeated(() -> jdbi.<T, SQLException>inTransaction(call::on));
    }

    private interface Attempt<T> {
        T make() throws SQLException;
    }

    private <T> T repeated(Attempt<T> attempt) {
        for (int round = 1; ; round++) {
            try {
                return attempt.make();
            } catch (JdbiException | SQLException e) {
                RuntimeException failure = failures.translated(e);
                if (round == ROUNDS || !SqlFailures.isCollision(e)) {
                    throw failure;
                }
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** What is done with a connection, and comes to something. */
    @FunctionalInterface
    public interface Call<T> {
        T on(Handle handle) throws SQLException;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Run {
        void on(Handle handle) throws SQLException;
    }
}
