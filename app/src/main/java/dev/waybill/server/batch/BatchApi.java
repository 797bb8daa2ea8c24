package dev.waybill.server.batch;

import dev.waybill.batch.BatchTopics;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.DataRows;
import dev.waybill.batch.store.StoredRejects;
import dev.waybill.batch.upload.Housekeeping;
import dev.waybill.batch.upload.Removals;
import dev.waybill.batch.upload.ResumableUploads;
import dev.waybill.batch.upload.Spool;
import dev.waybill.batch.upload.Uploads;
import dev.waybill.server.access.Access;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The API of the batch workload, listening. Everything that a restart must not lose is in the ledger or in the spool.
 *
 * <p>Thread-safe.
 */
public final class BatchApi implements AutoCloseable {
    private static final Duration CATCH_UP = Duration.ofMinutes(1);
    private static final long LARGEST_BODY = 1 << 20;
    private static final String STARTED = "waybill.started";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ApiSettings settings;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @SuppressWarnings("NullAway.Init") // opened by start
    private Door door;

    @SuppressWarnings("NullAway.Init") // opened by start
    private Parts parts;

    private BatchApi(ApiSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns when it answers.
     *
     * @param kafka client properties
     * @throws IOException if the port or the spool is taken
     */
    public static BatchApi start(ApiSettings settings, Access access, Map<String, String> kafka, ClickHouse clickHouse)
            throws IOException {
        var api = new BatchApi(settings);
        try {
            api.parts = api.parts(kafka, clickHouse);
            api.listen(api.parts, access);
            return api;
        } catch (IOException | RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private Parts parts(Map<String, String> kafka, ClickHouse clickHouse) throws IOException {
        var clock = InstantSource.system();
        var spool = opened(Spool.open(settings.spool()));
        BatchTopics.ensure(kafka);
        var ledger = opened(Ledger.follow(kafka));
        var writer = opened(LedgerWriter.connect(kafka));
        ledger.catchUp(CATCH_UP);
        var uploads = opened(Uploads.open(kafka, spool, ledger, writer, clock));
        var data = new DataRows(clickHouse);
        opened(Removals.start(ledger, writer, data::remove, clock));
        var resumable = new ResumableUploads(spool);
        opened(Housekeeping.start(resumable, ledger, writer, settings.keeping(), clock));
        return new Parts(ledger, writer, spool, uploads, resumable, clickHouse, new ApiMeters(registry), clock);
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private void listen(Parts parts, Access access) throws IOException {
        door = opened(Door.open(
                settings.door().withLargestBody(LARGEST_BODY),
                new SeedErrors(),
                List.<Routes>of(access, routes -> offer(routes, parts))));
    }

    private void offer(RoutesConfig routes, Parts parts) {
        routes.before(ctx -> ctx.attribute(STARTED, System.nanoTime()));
        routes.after(ctx -> measure(ctx, parts.meters()));
        new ModelRoutes(parts.ledger(), parts.writer(), parts.clock()).addTo(routes);
        new JobRoutes(parts, changes(), settings.limits()).addTo(routes);
        new UploadRoutes(parts, settings).addTo(routes);
        new RejectedRoute(parts).addTo(routes);
        new StatusRoutes(parts, registry).addTo(routes);
    }

    private static void measure(Context ctx, ApiMeters meters) {
        Long started = ctx.attribute(STARTED);
        Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
        if (started != null) {
            meters.answered(
                    ctx.method().name(),
                    endpoint == null ? "none" : endpoint.path,
                    ctx.statusCode(),
                    Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /** Where figures of one's own belong: shown with the API's. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Where it listens. */
    public URI uri() {
        return door.uri();
    }

    /** All jobs and models, as this API knows them. */
    public Ledger ledger() {
        return parts.ledger();
    }

    /** What is done to jobs. */
    public JobChanges changes() {
        return new JobChanges(parts, settings.limits());
    }

    /** The rows that were not stored. */
    public StoredRejects rejects() {
        return new StoredRejects(parts.clickHouse());
    }

    /** Everything that is offered, and to whom. */
    public List<Door.Route> routes() {
        return door.routes();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the API did not end", e);
            }
        }
    }
}
