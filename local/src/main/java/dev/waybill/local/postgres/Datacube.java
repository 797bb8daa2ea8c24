package dev.waybill.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;

/**
 * A database with the index of an Open Data Cube in it, its tables and roles as the real one has them.
 *
 * <p>Thread-safe: nothing changes after it was opened.
 */
public final class Datacube {
    private static final String OWNER = "datacube";
    private static final String WAYBILL = "waybill";

    private final PostgresServer server;
    private final String name;
    private final boolean isNew;

    private Datacube(PostgresServer server, String name) throws SQLException {
        this.server = server;
        this.name = name;
        this.isNew = !exists();
    }

    /**
     * Creates a database with an empty index of each form, or opens it if there is one of this name.
     *
     * @param name a plain SQL name: letters, digits and underscores
     * @param forms at most one of each schema
     */
    public static Datacube open(PostgresServer server, String name, Set<IndexForm> forms) throws SQLException {
        if (!name.matches("[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException("database: expected a plain SQL name, got \"" + name + "\"");
        }
        if (forms.stream().map(IndexForm::schema).distinct().count() < forms.size()) {
            throw new IllegalArgumentException("index forms: at most one of each schema, got " + forms);
        }
        var datacube = new Datacube(server, name);
        if (datacube.isNew) {
            datacube.create(forms);
        }
        return datacube;
    }

    private boolean exists() throws SQLException {
        try (Connection connection = server.superuser().connect();
                PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            return query.executeQuery().next();
        }
    }

    /** Under another name first: what has the right name is whole. */
    private void create(Set<IndexForm> forms) throws SQLException {
        String draft = name + "_new";
        try (Connection connection = server.superuser().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + draft);
            statement.execute(script("roles"));
            for (String login : Set.of(OWNER, WAYBILL)) {
                // DDL takes no parameters; the password is ours, or was given to us as a URL
                statement.execute("ALTER ROLE " + login + " PASSWORD '"
                        + server.superuser().password().replace("'", "''") + "'");
            }
            statement.execute("CREATE DATABASE " + draft);
            statement.execute(
                    "GRANT CREATE, CONNECT, TEMPORARY ON DATABASE " + draft + " TO agdc_admin, odc_admin, " + WAYBILL);
        }
        try (Connection connection = server.login(draft, OWNER).connect();
                Statement statement = connection.createStatement()) {
            for (IndexForm form : forms) {
                statement.execute("SET ROLE " + form.schema() + "_admin");
                for (String script : form.scripts()) {
                    statement.execute(script(script));
                }
            }
        }
        try (Connection connection = server.superuser().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + draft + " RENAME TO " + name);
        }
    }

    static String script(String name) {
        try (InputStream sql = Datacube.class.getResourceAsStream(name + ".sql")) {
            return new String(Objects.requireNonNull(sql, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read our own " + name + ".sql", e);
        }
    }

    /** Whether it was created now, with an empty index; otherwise it was there. */
    public boolean isNew() {
        return isNew;
    }

    /** Who may do everything with the index: it adds, updates, archives and removes datasets. */
    public Login owner() {
        return server.login(name, OWNER);
    }

    /** Who may read the index, and make schemas of its own. */
    public Login waybill() {
        return server.login(name, WAYBILL);
    }

    /** Who may do everything. */
    public Login superuser() {
        return server.login(name, server.superuser().user());
    }

    /** Removes the database, whoever is connected to it. */
    public void drop() throws SQLException {
        try (Connection connection = server.superuser().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
