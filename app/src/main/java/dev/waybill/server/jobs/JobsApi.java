package dev.waybill.server.jobs;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.http.RequestMeters;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** The API of product jobs, listening alone. Thread-safe. */
public final class JobsApi implements AutoCloseable {
    /** Bytes of a request. */
    public static final long LARGEST_BODY = 4 << 20;

    private final RequestMeters meters;
    private final Door door;

    private JobsApi(RequestMeters meters, Door door) {
        this.meters = meters;
        this.door = door;
    }

    /**
     * Returns when it answers.
     *
     * @param database stays the caller's
     * @throws IOException if the port is taken
     */
    public static JobsApi start(Database database, DoorSettings where, Access access) throws IOException {
        var schema = new Migrations(database);
        var meters = new RequestMeters();
        var door = Door.open(
                where.withLargestBody(LARGEST_BODY),
                ErrorForm.PROBLEM,
                List.<Routes>of(access, meters, new JobsRoutes(database), routes -> addPages(routes, schema, meters)));
        return new JobsApi(meters, door);
    }

    private static void addPages(RoutesConfig routes, Migrations schema, RequestMeters meters) {
        routes.get("/livez", ctx -> Answers.text(ctx, 200, "live\n"), Role.ANYONE);
        routes.get(
                "/readyz",
                ctx -> {
                    try {
                        schema.check();
                        Answers.text(ctx, 200, "ready\n");
                    } catch (DeliveryException e) {
                        Answers.text(ctx, 503, e.failure().reason() + "\n");
                    }
                },
                Role.ANYONE);
        routes.get("/metrics", ctx -> Answers.metrics(ctx, meters.scrape()), Role.VIEWER);
        routes.get(
                "/openapi.json",
                ctx -> Answers.resource(ctx, JobsApi.class, "openapi.json", "application/json"),
                Role.ANYONE);
    }

    /** Where it listens. */
    public URI uri() {
        return door.uri();
    }

    /** Everything that is offered, and to whom. */
    public List<Door.Route> routes() {
        return door.routes();
    }

    @Override
    public void close() {
        door.close();
        meters.close();
    }
}
