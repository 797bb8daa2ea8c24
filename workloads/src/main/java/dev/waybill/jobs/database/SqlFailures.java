package dev.waybill.jobs.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.failure.DeliveryException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What an error of the database means. */
final class SqlFailures {
    private static final int LONGEST = 500;
    private static final String UNIQUE_VIOLATION = "23505";

    private final DatabaseSettings settings;
    private final HikariDataSource pool;

    SqlFailures(DatabaseSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /** Another transaction had the same rows, or has made the same one; nothing was done. */
    static boolean isCollision(Throwable thrown) {
        SQLException error = errorIn(thrown);
        return error != null
                && error.getSQLState() != null
                && (isCollision(error.getSQLState()) || error.getSQLState().equals(UNIQUE_VIOLATION));
    }

    private static boolean isCollision(String state) {
        return state.equals("40001") || state.equals("40P01");
    }

    RuntimeException translated(Exception thrown) {
        SQLException error = errorIn(thrown);
        if (error == null) {
            return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
        }
        if (error instanceof SQLTransientConnectionException && error.getCause() instanceof SQLException cause) {
            return isExhausted() ? exhausted(thrown) : translated(cause, thrown);
        }
        return error instanceof SQLTransientConnectionException ? exhausted(thrown) : translated(error, thrown);
    }

    private boolean isExhausted() {
        return pool.getHikariPoolMXBean().getActiveConnections() >= settings.connections();
    }

    private DeliveryException exhausted(Throwable cause) {
        return DeliveryException.unavailable(
                "no connection to " + settings.url() + " became free within "
                        + settings.patience().toMillis() + " ms; " + settings.connections() + " are in use",
                cause);
    }

    private RuntimeException translated(SQLException error, Throwable cause) {
        String state = String.valueOf(error.getSQLState());
        String words = words(error);
        if (isCollision(state) || state.startsWith("55")) {
            return DeliveryException.retriable(words, cause);
        }
        if (state.equals("3D000")) {
            return DeliveryException.misconfigured(settings.url() + ": " + words);
        }
        if (state.startsWith("28") || state.equals("42501")) {
            return DeliveryException.misconfigured(settings.url() + ", user \"" + settings.user() + "\": " + words);
        }
        if (state.equals("42P01") || state.equals("3F000") || state.equals("42883") || state.equals("42703")) {
            return DeliveryException.misconfigured(settings.url() + " does not have what this program needs: " + words
                    + "; try: waybill jobs install");
        }
        if (state.startsWith("08") || state.startsWith("57") || state.startsWith("53") || state.startsWith("58")) {
            return DeliveryException.unavailable(settings.url() + " cannot be used now: " + words, cause);
        }
        return new RefusedException(state, words, cause);
    }

    private String words(SQLException error) {
        String text = said(error).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String masked = settings.password().maskedIn(text).replaceFirst("^(ERROR|FATAL): ", "");
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
    }

    /** What the server said is wrong, without where in its own functions it was; of others, all they say. */
    private static String said(SQLException error) {
        var server = error instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        String message = server == null ? null : server.getMessage();
        return String.valueOf(message == null ? error.getMessage() : message);
    }

    private static @Nullable SQLException errorIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return error;
            }
        }
        return null;
    }
}
