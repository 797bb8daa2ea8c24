package dev.waybill.jobs.database;

import java.time.Duration;

/**
 * Which PostgreSQL database, as whom, and over how many connections.
 *
 * @param url for JDBC, without user and password: {@code jdbc:postgresql://localhost:5432/datacube}
 * @param user empty: the name of the user who runs this process
 * @param password empty: as {@code ~/.pgpass} says, else none
 * @param connections at once; who needs one more waits
 * @param patience longest wait for a connection
 */
public record DatabaseSettings(String url, String user, Password password, int connections, Duration patience) {
    private static final int CONNECTIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public DatabaseSettings {
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, got " + connections);
        }
    }

    /**
     * Four connections, ten seconds of patience.
     *
     * @param url for JDBC or for libpq ({@code postgresql://user:password@host/database}); user and password may be in it
     * @throws IllegalArgumentException for any other text; its message shows no password
     */
    public static DatabaseSettings of(String url) {
        var parsed = DatabaseUrl.parse(url);
        return new DatabaseSettings(parsed.jdbc(), parsed.user(), parsed.password(), CONNECTIONS, PATIENCE);
    }

    public DatabaseSettings withUser(String name, Password secret) {
        return new DatabaseSettings(url, name, secret, connections, patience);
    }

    public DatabaseSettings withConnections(int count) {
        return new DatabaseSettings(url, user, password, count, patience);
    }

    public DatabaseSettings withPatience(Duration value) {
        return new DatabaseSettings(url, user, password, connections, value);
    }
}
