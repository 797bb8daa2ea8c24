package dev.waybill.cli.jobs;

import dev.waybill.cli.session.Session;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.schema.Migrations;
import java.util.Optional;

/** The database of product jobs that is named by a variable, or that a stack here runs. */
public final class KnownDatabase {
    private KnownDatabase() {}

    /** Opens it, if there is one; what is wrong with it comes out as a person should read it. */
    public static Optional<Database> open(Session session) {
        if (!NamedDatabase.isKnown(session)) {
            return Optional.empty();
        }
        var database = Database.open(new DatabaseOptions().settings(session));
        try {
            new Migrations(database).check();
            return Optional.of(database);
        } catch (RuntimeException e) {
            database.close();
            throw JobFailures.explained(e);
        }
    }
}
