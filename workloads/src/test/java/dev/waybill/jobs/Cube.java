package dev.waybill.jobs;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.database.Password;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.processor.SourceSelection;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.local.postgres.Datacube;
import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A datacube with the schema bnp beside its index, in a server that all tests of this JVM share. */
public final class Cube implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    public final IndexForm form;
    public final Datacube datacube;
    public final Database database;
    public final Processors processors;

    private Cube(IndexForm form, Datacube datacube) {
        this.form = form;
        this.datacube = datacube;
        this.database = Database.open(settings(datacube.waybill()));
        this.processors = new Processors(database);
    }

    /** With the schema bnp installed, and two products. */
    public static Cube of(IndexForm form) throws SQLException {
        Cube cube = bare(form);
        new Migrations(cube.database).install();
        return cube;
    }

    /** Without the schema bnp. */
    public static Cube bare(IndexForm form) throws SQLException {
        String name = "cube_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        var cube = new Cube(form, Datacube.open(SharedServer.RUNNING, name, Set.of(form)));
        cube.index("INSERT INTO " + form.schema() + "." + cube.product()
                + " (name, metadata, metadata_type_ref, definition)"
                + " SELECT name, '{}', 1, '{}' FROM unnest(ARRAY['l1c', 'l2a']) AS name");
        return cube;
    }

    public static DatabaseSettings settings(Login login) {
        return DatabaseSettings.of(login.url()).withUser(login.user(), new Password(login.password()));
    }

    public IndexKind kind() {
        return form.schema().equals("agdc") ? IndexKind.AGDC : IndexKind.ODC;
    }

    private String product() {
        return kind() == IndexKind.AGDC ? "dataset_type" : "product";
    }

    public boolean hasLocations() {
        return form != IndexForm.ODC;
    }

    public String locations() {
        return kind() == IndexKind.AGDC ? "agdc.dataset_location" : "odc.location";
    }

    /** Reads product l1c, by dataset. */
    public ProcessorDefinition definition() {
        return ProcessorDefinition.of("ard", SourceSelection.ofProducts(kind(), List.of("l1c")));
    }

    public Processor create(ProcessorDefinition definition) {
        return processors.create(definition);
    }

    /** Adds a dataset as the owner of the index does; its id follows from the number. */
    public void add(int number, String product, String body) throws SQLException {
        index(adding(number, product, body));
    }

    public String adding(int number, String product, String body) {
        String document =
                "'{\"properties\": {\"datetime\": \"2024-09-01T10:36:29Z\", \"odc:region_code\": \"33VWJ\"}}'";
        String dataset = form.schema() + ".dataset";
        String reference = "(SELECT id FROM " + form.schema() + "." + product() + " WHERE name = '" + product + "')";
        String text = body.replace("'", "''");
        if (!hasLocations()) {
            return "INSERT INTO odc.dataset (id, metadata_type_ref, product_ref, metadata, uri_scheme, uri_body) VALUES ("
                    + id(number) + ", 1, " + reference + ", " + document + ", 's3', '" + text + "')";
        }
        return "INSERT INTO " + dataset + " (id, metadata_type_ref, " + product() + "_ref, metadata) VALUES ("
                + id(number)
                + ", 1, " + reference + ", " + document + "); INSERT INTO " + locations()
                + " (dataset_ref, uri_scheme, uri_body) VALUES (" + id(number) + ", 's3', '" + text + "')";
    }

    public static String id(int number) {
        return "CAST('00000000-0000-0000-0000-" + String.format("%012d", number) + "' AS uuid)";
    }

    public void change(int number, String document) throws SQLException {
        index("UPDATE " + form.schema() + ".dataset SET metadata = metadata || '" + document + "' WHERE id = "
                + id(number));
    }

    public void archive(int number) throws SQLException {
        index("UPDATE " + form.schema() + ".dataset SET archived = now() WHERE id = " + id(number));
    }

    public void restore(int number) throws SQLException {
        index("UPDATE " + form.schema() + ".dataset SET archived = NULL WHERE id = " + id(number));
    }

    public void purge(int number) throws SQLException {
        if (hasLocations()) {
            index("DELETE FROM " + locations() + " WHERE dataset_ref = " + id(number));
        }
        index("DELETE FROM " + form.schema() + ".dataset WHERE id = " + id(number));
    }

    /** As the owner of the index. */
    public void index(String sql) throws SQLException {
        run(datacube.owner(), sql);
    }

    /** As Waybill's own user. */
    public void own(String sql) throws SQLException {
        run(datacube.waybill(), sql);
    }

    private static void run(Login login, String sql) throws SQLException {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The jobs by uri, each as one text. */
    public List<String> jobs(String columns) {
        return database.call(handle -> new ArrayList<>(handle.createQuery(
                        "SELECT concat_ws(' ', " + columns + ") FROM bnp.sourced_job ORDER BY uri COLLATE \"C\", id")
                .mapTo(String.class)
                .list()));
    }

    public String text(String query) {
        return database.call(
                handle -> handle.createQuery(query).mapTo(String.class).one());
    }

    @Override
    public void close() throws SQLException {
        database.close();
        datacube.drop();
    }
}
