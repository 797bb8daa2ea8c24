package dev.waybill.cli.jobs;

import dev.waybill.cli.CommandRun;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.processor.SourceSelection;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.local.postgres.Datacube;
import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A database of its own with schema bnp in it, and commands on it. */
public final class JobsSite implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Datacube datacube;
    private final Database database;

    private JobsSite(Datacube datacube, Database database) {
        this.datacube = datacube;
        this.database = database;
    }

    /** One for all tests of this JVM; it ends with it. */
    private static final class Server {
        static final PostgresServer SHARED = start();

        private static PostgresServer start() {
            try {
                return PostgresServer.start(PostgresServer.Settings.TEMPORARY);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static JobsSite open() throws SQLException {
        return open(Server.SHARED);
    }

    /** On a server that may be killed. */
    static JobsSite open(PostgresServer server) throws SQLException {
        Datacube datacube = cube(server);
        var site = new JobsSite(
                datacube,
                Database.open(DatabaseSettings.of(datacube.waybill().urlWithPassword())
                        .withConnections(2)));
        new Migrations(site.database).install();
        return site;
    }

    /** A database with an index, and without schema bnp. */
    static Datacube cube() throws SQLException {
        return cube(Server.SHARED);
    }

    private static Datacube cube(PostgresServer server) throws SQLException {
        String name = "site_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        return Datacube.open(server, name, Set.of(IndexForm.AGDC, IndexForm.ODC));
    }

    public Database database() {
        return database;
    }

    public Datacube datacube() {
        return datacube;
    }

    /** A processor of which {@code count} jobs are ready, their sources s3://in/0, 1, 2 and so on. */
    public int processor(String name, int count, UnaryOperator<ProcessorDefinition> change) {
        var definition = ProcessorDefinition.of(name, SourceSelection.ofProducts(IndexKind.AGDC, List.of("s2_l1c")));
        int id = new Processors(database).create(change.apply(definition)).id();
        offer(id, count, "s3://in/");
        return id;
    }

    public void offer(int processor, int count, String prefix) {
        database.run(handle -> handle.createUpdate(
                        "WITH placed AS (INSERT INTO bnp.source (processor_id, source, dataset, product, uri, src)"
                                + " SELECT :processor, d, d, 's2_l1c', :prefix || n, :prefix || n"
                                + " FROM (SELECT n, gen_random_uuid() AS d FROM generate_series(0, :count - 1) n) s"
                                + " RETURNING id, processor_id) INSERT INTO bnp.job (id, processor_id, sort_key)"
                                + " SELECT id, processor_id, row_number() OVER (ORDER BY id) FROM placed")
                .bind("processor", processor)
                .bind("prefix", prefix)
                .bind("count", count)
                .execute());
    }

    public void execute(String sql) {
        database.run(handle -> handle.execute(sql));
    }

    /** One number. */
    public long number(String query) {
        return database.call(
                handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    public List<String> texts(String query) {
        return database.call(
                handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    public Map<String, String> environment() {
        var login = datacube.waybill();
        var environment = new HashMap<>(System.getenv());
        environment.put("WAYBILL_JOBS_URL", login.url());
        environment.put("WAYBILL_JOBS_USER", login.user());
        environment.put("WAYBILL_JOBS_PASSWORD", login.password());
        return environment;
    }

    /** {@code waybill jobs ...}, in this process. */
    CommandRun jobs(String... words) {
        var all = new ArrayList<>(List.of("jobs"));
        all.addAll(List.of(words));
        return CommandRun.with(environment(), all.toArray(String[]::new));
    }

    /** The same as a process of its own; what it says goes to a file. */
    JobsProcess start(Path log, String... words) throws IOException {
        return JobsProcess.start(environment(), log, words);
    }

    @Override
    public void close() throws SQLException {
        database.close();
        datacube.drop();
    }
}
