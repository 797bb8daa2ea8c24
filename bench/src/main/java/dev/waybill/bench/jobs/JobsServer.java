package dev.waybill.bench.jobs;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.database.Password;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.local.postgres.Datacube;
import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.Login;
import dev.waybill.local.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A server that keeps what it has committed, with an index and the schema of the jobs. Used by one thread. */
public final class JobsServer implements AutoCloseable {
    /** Sequential scans begin where they should: with the default, where the last one stopped, the seed's query looks flat. */
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers", "1GB",
            "max_wal_size", "8GB",
            "synchronize_seqscans", "off",
            "autovacuum_naptime", "10s");

    private final Path folder;
    private final PostgresServer server;
    private final Datacube datacube;

    private JobsServer(Path folder, PostgresServer server, Datacube datacube) {
        this.folder = folder;
        this.server = server;
        this.datacube = datacube;
    }

    public static JobsServer start() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("waybill-bench-jobs-");
        var server =
                PostgresServer.start(new PostgresServer.Settings(0, Optional.of(folder.resolve("data")), SETTINGS));
        var datacube = Datacube.open(server, "datacube", Set.of(IndexForm.AGDC));
        var jobs = new JobsServer(folder, server, datacube);
        try (var database = jobs.connect(1)) {
            new Migrations(database).install();
        }
        return jobs;
    }

    public Database connect(int connections) {
        return connect(datacube, connections);
    }

    /** Another database of this name, with a schema of its own. */
    Database create(String name) throws SQLException {
        var database = connect(Datacube.open(server, name, Set.of(IndexForm.AGDC)), 1);
        new Migrations(database).install();
        return database;
    }

    private static Database connect(Datacube datacube, int connections) {
        var login = datacube.waybill();
        return Database.open(DatabaseSettings.of(login.url())
                .withUser(login.user(), new Password(login.password()))
                .withConnections(connections));
    }

    /** Who may do everything. */
    Login superuser() {
        return datacube.superuser();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
