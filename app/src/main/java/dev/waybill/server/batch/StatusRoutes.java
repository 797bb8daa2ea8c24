package dev.waybill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** How the process fares, and what it offers. Thread-safe. */
final class StatusRoutes {
    private static final Duration CATCH_UP = Duration.ofSeconds(2);

    private final Parts parts;
    private final PrometheusMeterRegistry registry;

    StatusRoutes(Parts parts, PrometheusMeterRegistry registry) {
        this.parts = parts;
        this.registry = registry;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/livez", ctx -> text(ctx, 200, "live\n"));
        routes.get("/readyz", this::ready);
        routes.get(
                "/metrics",
                ctx -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(registry.scrape() + parts.meters().createdAsText()));
        routes.get("/openapi.json", ctx -> resource(ctx, "openapi.json", "application/json"));
        routes.get("/docs", ctx -> resource(ctx, "docs.html", "text/html; charset=utf-8"));
    }

    /** Ready means that uploads can be taken; ClickHouse may be away meanwhile, jobs wait for it. */
    private void ready(Context ctx) {
        try {
            parts.ledger().catchUp(CATCH_UP);
            text(ctx, 200, "ready\n");
        } catch (DeliveryException e) {
            text(ctx, 503, e.failure().reason() + "\n");
        }
    }

    private static void text(Context ctx, int status, String text) {
        ctx.status(status).contentType("text/plain; charset=utf-8").result(text);
    }

    private static void resource(Context ctx, String name, String type) throws IOException {
        try (InputStream in = StatusRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name + " in this build");
            }
            ctx.contentType(type).result(new String(in.readAllBytes(), UTF_8));
        }
    }
}
