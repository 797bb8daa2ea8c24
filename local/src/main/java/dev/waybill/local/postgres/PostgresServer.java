package dev.waybill.local.postgres;

import dev.waybill.local.net.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running PostgreSQL server, reachable from this machine only, by password.
 *
 * <p>The programs are brought along for Linux on amd64; elsewhere those of the machine are used. As root, the server
 * runs as another user, because it insists. Where {@value #SERVER_VARIABLE} names a server that runs already
 * ({@code jdbc:postgresql://HOST:PORT/postgres?user=U&password=P}, a superuser), that one is used, and none is started.
 *
 * <p>Thread-safe: nothing changes between {@link #start} and {@link #close}. The server ends with this JVM, however that
 * ends.
 */
public final class PostgresServer implements AutoCloseable {
    /** The environment variable that names a server to use instead of one of our own. */
    public static final String SERVER_VARIABLE = "WAYBILL_LOCAL_POSTGRES";

    private static final int ATTEMPTS_AT_A_FREE_PORT = 5;

    private final Optional<Started> started;
    private final Login superuser;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PostgresServer(Optional<Started> started, Login superuser) {
        this.started = started;
        this.superuser = superuser;
    }

    /**
     * Where the server listens, and where it keeps its data.
     *
     * @param port 0 for any free port
     * @param dataDirectory kept at close; absent: a temporary one that is removed at close, and not synced to disk
     * @param overrides server settings under PostgreSQL's own names, which win over ours
     */
    public record Settings(int port, Optional<Path> dataDirectory, Map<String, String> overrides) {
        /** Any free port, data removed at close. */
        public static final Settings TEMPORARY = new Settings(0, Optional.empty(), Map.of());

        public Settings {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("postgres port must be 0 to 65535, got " + port);
            }
            overrides = Map.copyOf(overrides);
        }
    }

    private record Started(Postmaster postmaster, Cluster cluster, int port) {}

    /**
     * Starts a server and returns when it answers.
     *
     * @throws java.net.BindException if the port is taken
     * @throws IOException with a reason for a person, if it cannot run here or the data directory cannot be used
     */
    public static PostgresServer start(Settings settings) throws IOException {
        String running = System.getenv(SERVER_VARIABLE);
        if (running != null && !running.isBlank()) {
            return new PostgresServer(Optional.empty(), ForeignServer.login(running));
        }
        if (settings.port() != 0) {
            LoopbackPort.requireFree(settings.port());
        }
        Binaries binaries = Binaries.find();
        RunAs user = RunAs.find();
        Cluster cluster = Cluster.open(settings.dataDirectory(), binaries, user);
        try {
            return start(settings, cluster, binaries, user);
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static PostgresServer start(Settings settings, Cluster cluster, Binaries binaries, RunAs user)
            throws IOException {
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS_AT_A_FREE_PORT; attempt++) {
            int port = settings.port() == 0 ? LoopbackPort.anyFree() : settings.port();
            var login = new Login(url(port, "postgres"), Cluster.SUPERUSER, cluster.password());
            Postmaster postmaster = Postmaster.start(cluster, binaries, user, port, settings.overrides());
            if (postmaster.awaitAnswer(login)) {
                return new PostgresServer(Optional.of(new Started(postmaster, cluster, port)), login);
            }
            reason = postmaster.lastWords();
            if (reason.contains("postmaster.pid")) {
                throw new IOException("postgres: the data directory " + cluster.directory()
                        + " is used by another server; stop that one, or choose another directory");
            }
            // Another process may take a free port between our look and the server's bind.
            if (!reason.contains("could not create any TCP/IP sockets")) {
                break;
            }
        }
        throw new IOException("postgres: it does not start in " + cluster.directory() + "; it says: " + reason);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/" + database;
    }

    /** The superuser, in the database {@code postgres}. */
    public Login superuser() {
        return superuser;
    }

    /** The same server's database of this name, for a user that has the superuser's password. */
    Login login(String database, String user) {
        String url = superuser.url();
        return new Login(url.substring(0, url.lastIndexOf('/') + 1) + database, user, superuser.password());
    }

    /** The port it listens on: to be asked for again when a killed server is to come back at the same place. */
    public int port() {
        return ours().port();
    }

    /** Ends the server at once, as a loss of power does; data in a named directory stays. */
    public void kill() throws InterruptedException {
        ours().postmaster().kill();
    }

    private Started ours() {
        return started.orElseThrow(
                () -> new UnsupportedOperationException("the server of " + SERVER_VARIABLE + " is not ours"));
    }

    /** Stops the server; a temporary data directory goes with it. */
    @Override
    public void close() {
        if (started.isEmpty() || !closed.compareAndSet(false, true)) {
            return;
        }
        try {
            started.get().postmaster().stop();
            started.get().cluster().close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "postgres: cannot leave " + started.get().cluster().directory(), e);
        }
    }
}
