package dev.waybill.server.batch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What the API has done, under the names of the seed documents. Thread-safe. */
final class ApiMeters {
    private static final double[] SIZES = {1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

    private final MeterRegistry registry;
    private final LongAdder created = new LongAdder();
    private final Counter refused;
    private final DistributionSummary sizes;

    ApiMeters(MeterRegistry registry) {
        this.registry = registry;
        refused = Counter.builder("api.validation.errors")
                .description("Files that were refused as a whole.")
                .register(registry);
        sizes = DistributionSummary.builder("api.upload.size.bytes")
                .description("Size of uploads.")
                .serviceLevelObjectives(SIZES)
                .register(registry);
    }

    void uploaded(long bytes) {
        sizes.record((double) bytes);
    }

    void accepted() {
        created.increment();
    }

    void refused() {
        refused.increment();
    }

    /** The counter of accepted jobs, which the registry would not call as the seed does: it keeps "_created" for itself. */
    String createdAsText() {
        return "# HELP api_jobs_created_total Jobs that were accepted.\n# TYPE api_jobs_created_total counter\n"
                + "api_jobs_created_total " + (double) created.sum() + "\n";
    }

    /**
     * A request was answered.
     *
     * @param endpoint the pattern of its path: ids would make a series each
     */
    void answered(String method, String endpoint, int status, Duration took) {
        Timer.builder("api.request.latency")
                .description("From the first byte of a request to its answer.")
                .tag("method", method)
                .tag("endpoint", endpoint)
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10))
                .register(registry)
                .record(took);
    }
}
