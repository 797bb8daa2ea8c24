package dev.waybill.cli.jobs;

import dev.waybill.cli.session.Session;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.index.SourceIndex;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.jobs.view.Counts;
import dev.waybill.jobs.view.Rows;
import java.nio.file.Path;
import java.time.Duration;

/** The database of product jobs that the environment names, or that a stack here runs, for those who only look. Used by one thread. */
public final class NamedDatabase implements AutoCloseable {
    private final Database database;
    private final String url;

    private NamedDatabase(Database database, String url) {
        this.database = database;
        this.url = url;
    }

    /** Whether the environment names one. */
    public static boolean isNamed(Session session) {
        return session.variable("WAYBILL_JOBS_URL").isPresent()
                || session.variable("PGHOST").isPresent()
                || session.variable("PGDATABASE").isPresent();
    }

    /** Whether there is one: named, or that of a stack that runs here. */
    public static boolean isKnown(Session session) {
        return isNamed(session)
                || session.variable("HOME")
                        .flatMap(home -> LocalDatabase.of(Path.of(home)).url())
                        .isPresent();
    }

    /**
     * Opens it.
     *
     * @param patience longest wait for a connection
     * @throws dev.waybill.cli.error.CommandException if none is known
     */
    public static NamedDatabase open(Session session, Duration patience) {
        var settings =
                new DatabaseOptions().settings(session).withConnections(1).withPatience(patience);
        return new NamedDatabase(Database.open(settings), settings.url());
    }

    /** Where it is, without user and password. */
    public String place() {
        return url.replaceFirst("//[^/@]*@", "//").replaceFirst("[?].*", "");
    }

    /** Returns if the schema is this program's; else throws what a command would say. */
    public void checkSchema() {
        try {
            new Migrations(database).check();
        } catch (RuntimeException e) {
            throw JobFailures.explained(e);
        }
    }

    /** The schema of the index that it has, which can be read; else throws what a command would say. */
    public String index() {
        try {
            return database.call(
                    handle -> SourceIndex.find(handle, IndexKind.AGDC).schema());
        } catch (RuntimeException e) {
            throw JobFailures.explained(e);
        }
    }

    /** How many jobs each processor has, by status. */
    public Rows counts() {
        try {
            return new Counts(database).ofEachProcessor();
        } catch (RuntimeException e) {
            throw JobFailures.explained(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
