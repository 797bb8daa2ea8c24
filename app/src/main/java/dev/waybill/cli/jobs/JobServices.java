package dev.waybill.cli.jobs;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.server.access.Access;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.jobs.JobsApi;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API and a discoverer in this process. Thread-safe: may be closed from a shutdown hook. */
public final class JobServices implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobServices.class);
    private static final Duration LOOK = ofSeconds(2);
    private static final Duration RECONCILE = ofMinutes(1);

    private final Database database;
    private final JobsApi api;
    private final Discovery discovery;
    private final Thread thread;

    private JobServices(Database database, JobsApi api) {
        this.database = database;
        this.api = api;
        this.discovery = new Discovery(database, Optional.empty());
        this.thread = new Thread(this::discover, "discover");
    }

    /**
     * Returns when the API answers and the schema is there.
     *
     * @param url of the database, with user and password
     * @param door where the API listens
     * @param access who may ask it
     * @throws IOException if the port is taken
     */
    public static JobServices start(String url, DoorSettings door, Access access) throws IOException {
        var database = Database.open(DatabaseSettings.of(url));
        try {
            new Migrations(database).install();
            var services = new JobServices(database, JobsApi.start(database, door, access));
            services.thread.setDaemon(true);
            services.thread.start();
            return services;
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void discover() {
        try {
            discovery.watch(LOOK, RECONCILE, found -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("the discoverer has stopped; new products are not found");
        }
    }

    /** Where the API is. */
    public URI uri() {
        return api.uri();
    }

    @Override
    public void close() {
        discovery.stop();
        try {
            thread.join(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        api.close();
        database.close();
    }
}
