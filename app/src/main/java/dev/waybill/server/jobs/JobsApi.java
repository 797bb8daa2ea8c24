package dev.waybill.server.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.jobs.view.Counts;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The API of product jobs, listening. It keeps nothing: everything is in the database. Thread-safe.
 */
public final class JobsApi implements AutoCloseable {
    private static final long LARGEST_BODY = 4 << 20;
    private static final int LARGEST_HEADERS = 16 << 10;

    private final Javalin javalin;
    private final String host;

    private JobsApi(Javalin javalin, String host) {
        this.javalin = javalin;
        this.host = host;
    }

    /**
     * Returns when it answers.
     *
     * @param database stays the caller's
     * @param host an address of this machine
     * @param port 0: any that is free
     * @throws IOException if the port is taken
     */
    public static JobsApi start(Database database, String host, int port) throws IOException {
        var javalin = Javalin.create(config -> {
            configure(config);
            Answers.handle(config.routes);
            if (LoopbackOnly.isLoopback(host)) {
                config.routes.before(LoopbackOnly::check);
            }
            new ProcessRoutes(new Processors(database), new Counts(database)).addTo(config.routes);
            new JobRoutes(database).addTo(config.routes);
            new WorkerRoutes(database).addTo(config.routes);
            addPages(config.routes, new Migrations(database));
        });
        try {
            javalin.start(host, port);
        } catch (RuntimeException e) {
            throw new IOException(host + ":" + port + ": " + e.getMessage(), e);
        }
        return new JobsApi(javalin, host);
    }

    private static void configure(JavalinConfig config) {
        config.http.maxRequestSize = LARGEST_BODY;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(LARGEST_HEADERS);
            http.setSendServerVersion(false);
        });
    }

    private static void addPages(RoutesConfig routes, Migrations schema) {
        routes.get("/livez", ctx -> text(ctx, 200, "live\n"));
        routes.get("/readyz", ctx -> {
            try {
                schema.check();
                text(ctx, 200, "ready\n");
            } catch (DeliveryException e) {
                text(ctx, 503, e.failure().reason() + "\n");
            }
        });
        routes.get("/openapi.json", ctx -> ctx.contentType("application/json").result(openapi()));
        routes.get(
                "/jobs/v1",
                ctx -> Answers.json(
                        ctx,
                        200,
                        Answers.object(
                                "title",
                                "Waybill product jobs",
                                "links",
                                List.of(
                                        link("service-desc", "/openapi.json"),
                                        link("processes", "/jobs/v1/processes"),
                                        link("job-list", "/jobs/v1/jobs")))));
    }

    private static Map<String, String> link(String rel, String href) {
        return Map.of("rel", rel, "href", href);
    }

    private static void text(Context ctx, int status, String text) {
        ctx.status(status).contentType("text/plain; charset=utf-8").result(text);
    }

    private static String openapi() throws IOException {
        try (InputStream in = JobsApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("there is no openapi.json in this build");
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://" + host + ":" + javalin.port());
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
