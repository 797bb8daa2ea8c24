package dev.waybill.server.batch;

import dev.waybill.failure.DeliveryException;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Answers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;

/** How the process fares, and what it offers. Thread-safe. */
final class StatusRoutes {
    private static final Duration CATCH_UP = Duration.ofSeconds(2);

    /** The page is one file, with its own script and style. */
    private static final String DOCS_CONTENT =
            "default-src 'none'; connect-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final Parts parts;
    private final PrometheusMeterRegistry registry;

    StatusRoutes(Parts parts, PrometheusMeterRegistry registry) {
        this.parts = parts;
        this.registry = registry;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/livez", ctx -> Answers.text(ctx, 200, "live\n"), Role.ANYONE);
        routes.get("/readyz", this::ready, Role.ANYONE);
        routes.get(
                "/metrics",
                ctx -> Answers.metrics(ctx, registry.scrape() + parts.meters().createdAsText()),
                Role.VIEWER);
        routes.get(
                "/openapi.json",
                ctx -> Answers.resource(ctx, StatusRoutes.class, "openapi.json", "application/json"),
                Role.ANYONE);
        routes.get("/docs", StatusRoutes::docs, Role.ANYONE);
    }

    /** Ready means that uploads can be taken; ClickHouse may be away meanwhile, jobs wait for it. */
    private void ready(Context ctx) {
        try {
            parts.ledger().catchUp(CATCH_UP);
            Answers.text(ctx, 200, "ready\n");
        } catch (DeliveryException e) {
            Answers.text(ctx, 503, e.failure().reason() + "\n");
        }
    }

    private static void docs(Context ctx) throws IOException {
        Answers.resource(ctx, StatusRoutes.class, "docs.html", "text/html; charset=utf-8");
        ctx.header("Content-Security-Policy", DOCS_CONTENT);
    }
}
