package dev.waybill.jobs;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.database.Password;
import dev.waybill.jobs.processor.Effort;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.processor.SourceSelection;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.local.postgres.Datacube;
import dev.waybill.local.postgres.Login;
import dev.waybill.local.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on a real server, with the schema installed by a role that may do no more than it needs. */
public final class JobsSite implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    public final Login login;
    public final Database database;
    private final Datacube datacube;

    private JobsSite(Datacube datacube) {
        this.datacube = datacube;
        this.login = datacube.waybill();
        this.database = Database.open(settings());
    }

    /** With the schema installed. */
    public static JobsSite open() throws SQLException {
        JobsSite site = empty();
        new Migrations(site.database).install();
        return site;
    }

    /** Without the schema. */
    public static JobsSite empty() throws SQLException {
        return on(SharedServer.RUNNING);
    }

    public static JobsSite on(PostgresServer server) throws SQLException {
        String name = "jobs_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        return new JobsSite(Datacube.open(server, name, Set.of()));
    }

    public DatabaseSettings settings() {
        return DatabaseSettings.of(login.url()).withUser(login.user(), new Password(login.password()));
    }

    /** A processor with the lease, without pauses between its attempts. */
    public int processor(String name, Duration lease, int attempts) {
        var effort = new Effort(lease, attempts, Duration.ZERO, Duration.ZERO);
        var definition = ProcessorDefinition.of(name, SourceSelection.ofProducts(IndexKind.AGDC, List.of("s2_l1c")));
        return new Processors(database).create(definition.withEffort(effort)).id();
    }

    /** Ready jobs, handed out by their number: 1, 2, 3, and so on. */
    public void jobs(int processor, int count) {
        execute("WITH placed AS (INSERT INTO bnp.source (processor_id, source, location_id, product, uri, src, tile)"
                + " SELECT " + processor + ", g::text, g, 's2_l1c', 's3://eodata/MSIL1C/' || g || '.stac.json',"
                + " 's3://eodata/MSIL1C/' || g || '.SAFE', 'T33VWJ' FROM generate_series(1, " + count
                + ") g RETURNING id, processor_id, location_id)"
                + " INSERT INTO bnp.job (id, processor_id, sort_key, source_hash)"
                + " SELECT id, processor_id, location_id, 'h' FROM placed");
    }

    public void execute(String sql) {
        database.run(handle -> handle.getConnection().createStatement().execute(sql));
    }

    /** As one who may do everything. */
    public void executeAsSuperuser(String sql) throws SQLException {
        try (var connection = datacube.superuser().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The only value of the only row. */
    public <T> T one(Class<T> type, String sql) {
        return database.call(handle -> handle.createQuery(sql).mapTo(type).one());
    }

    /** The only value of each row. */
    public List<String> texts(String sql) {
        return database.call(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    public List<Map<String, Object>> rows(String sql) {
        return database.call(handle -> handle.createQuery(sql).mapToMap().list());
    }

    @Override
    public void close() throws SQLException {
        database.close();
        datacube.drop();
    }
}
