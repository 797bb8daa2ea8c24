package dev.waybill.batch.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What a worker has done, under the names of the seed documents. Thread-safe. */
final class WorkerMeters {
    private final Counter rows;
    private final Counter inserted;
    private final Counter rejected;
    private final Counter parked;
    private final Timer processing;

    WorkerMeters(MeterRegistry registry) {
        rows = Counter.builder("worker.rows")
                .description("Rows of blocks that are done with.")
                .register(registry);
        inserted = Counter.builder("worker.rows.inserted")
                .description("Rows that ClickHouse has taken.")
                .register(registry);
        rejected = Counter.builder("worker.rows.rejected")
                .description("Rows that were rejected.")
                .register(registry);
        parked = Counter.builder("worker.dlq")
                .description("Blocks that were parked.")
                .register(registry);
        processing = Timer.builder("worker.processing")
                .description("From taking a block to its entry in the ledger.")
                .publishPercentileHistogram(false)
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30))
                .register(registry);
    }

    void stored(long all, long ok, Duration took) {
        rows.increment((double) all);
        inserted.increment((double) ok);
        rejected.increment((double) (all - ok));
        processing.record(took);
    }

    void parked() {
        parked.increment();
    }
}
