package dev.waybill.cli.jobs;

import dev.waybill.cli.session.Session;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.schema.Migrations;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The database of product jobs that is named by a variable, or that a stack here runs. */
public final class KnownDatabase {
    private static final Set<FailureClass> AWAY =
            EnumSet.of(FailureClass.TRANSIENT, FailureClass.THROTTLED, FailureClass.UNAVAILABLE);

    private KnownDatabase() {}

    /**
     * Opens it, if there is one; what is wrong with it comes out as a person should read it. One that does not answer now is asked
     * again whenever it is needed.
     */
    public static Optional<Database> open(Session session) {
        if (!NamedDatabase.isKnown(session)) {
            return Optional.empty();
        }
        var database = Database.open(new DatabaseOptions().settings(session));
        try {
            new Migrations(database).check();
            return Optional.of(database);
        } catch (RuntimeException e) {
            if (isAway(e)) {
                session.terminal()
                        .err()
                        .println("warning: " + e.getMessage() + "; product jobs are served once it answers");
                return Optional.of(database);
            }
            database.close();
            throw JobFailures.explained(e);
        }
    }

    private static boolean isAway(RuntimeException thrown) {
        return thrown instanceof DeliveryException delivery
                && AWAY.contains(delivery.failure().failureClass());
    }
}
