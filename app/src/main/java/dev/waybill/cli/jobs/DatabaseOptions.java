package dev.waybill.cli.jobs;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.log.LogTarget;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseEnvironment;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.schema.Migrations;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database. Filled by the parser, once. */
final class DatabaseOptions {
    private static final List<String> VARIABLES = List.of(
            "WAYBILL_JOBS_URL",
            "WAYBILL_JOBS_USER",
            "WAYBILL_JOBS_PASSWORD",
            "WAYBILL_JOBS_PASSWORD_FILE",
            "PGHOST",
            "PGPORT",
            "PGDATABASE",
            "PGUSER",
            "PGPASSWORD");

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "The datacube database. Also WAYBILL_JOBS_URL, or PGHOST, PGDATABASE, PGUSER, PGPASSWORD. Default: that of"
                            + " waybill up.")
    private @Nullable String url;

    /** Something that is done with a database. */
    @FunctionalInterface
    interface Work<T> {
        T with(Database database) throws InterruptedException;
    }

    /** Does it, once it is known that the schema is there. What it throws comes out as a person should read it. */
    <T> T use(Session session, Work<T> work) throws InterruptedException {
        return use(session, LogLevel.WARNING, work);
    }

    /** The same for something long, of which more is logged. */
    <T> T use(Session session, LogLevel level, Work<T> work) throws InterruptedException {
        return useAnyway(session, level, database -> {
            new Migrations(database).check();
            return work.with(database);
        });
    }

    /** The same with a database in which the schema may be missing. */
    <T> T useAnyway(Session session, Work<T> work) throws InterruptedException {
        return useAnyway(session, LogLevel.WARNING, work);
    }

    private <T> T useAnyway(Session session, LogLevel level, Work<T> work) throws InterruptedException {
        session.startLogging(new LogTarget(level, Optional.empty())); // once: another start would close standard error
        try (var database = Database.open(settings(session))) {
            return work.with(database);
        } catch (RuntimeException e) {
            throw JobFailures.explained(e);
        }
    }

    /** Which database it is; its password is never shown from now on. */
    DatabaseSettings settings(Session session) {
        try {
            var found = found(session);
            session.redactor().learn(List.of(found.password().reveal()));
            return found;
        } catch (IllegalArgumentException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, "database", String.valueOf(e.getMessage()));
        }
    }

    private DatabaseSettings found(Session session) {
        Map<String, String> environment = new HashMap<>();
        VARIABLES.forEach(name -> session.variable(name).ifPresent(value -> environment.put(name, value)));
        if (url != null) {
            return DatabaseEnvironment.with(environment, DatabaseSettings.of(url));
        }
        return DatabaseEnvironment.settings(environment)
                .or(() -> session.variable("HOME")
                        .flatMap(home -> LocalDatabase.of(Path.of(home)).url())
                        .map(DatabaseSettings::of))
                .orElseThrow(() -> CommandException.at(ExitCode.CONFIGURATION, "database", "none is named")
                        .expected("WAYBILL_JOBS_URL, PGHOST, --database, or a stack that runs here")
                        .next("waybill up --only postgres,jobs"));
    }
}
