package dev.waybill.metrics;

import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.FailureGroup;
import dev.waybill.failure.FailureLog;
import dev.waybill.failure.FailureSummary;
import dev.waybill.time.Time;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records lie parked in a failure store, and since when: gauges {@code waybill_failures_open} and {@code
 * waybill_failures_oldest_seconds}, until this is closed. They are no numbers (NaN) until the store was read once, and
 * while it cannot be read.
 *
 * <p>Reads the whole store each time, on a thread of its own. Thread-safe.
 */
public final class FailureMetrics implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FailureMetrics.class);

    private final FailureLog failures;
    private final String pipeline;
    private final MeterRegistry registry;
    private final Time time;
    private final List<Meter> meters = new ArrayList<>();
    private final ScheduledExecutorService thread;
    private volatile @Nullable FailureSummary last;
    private boolean hasWarned;

    FailureMetrics(FailureLog failures, String pipeline, MeterRegistry registry, Time time) {
        this.failures = failures;
        this.pipeline = pipeline;
        this.registry = registry;
        this.time = time;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var reader = new Thread(task, "failures-" + pipeline);
            reader.setDaemon(true);
            return reader;
        });
        for (var failureClass : FailureClass.values()) {
            meters.add(
                    gauge("waybill.failures.open", "Parked records that wait for a replay.", s -> open(s, failureClass))
                            .tag("class", failureClass.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        meters.add(gauge(
                        "waybill.failures.oldest.seconds",
                        "Since the oldest of them was parked; 0 where there is none.",
                        this::oldest)
                .register(registry));
    }

    /**
     * Looks into a failure store from now on.
     *
     * @param pipeline the name of the pipeline that parks there
     * @param every between two looks
     */
    public static FailureMetrics of(FailureLog failures, String pipeline, Duration every, MeterRegistry registry) {
        var metrics = new FailureMetrics(failures, pipeline, registry, Time.system());
        var unused = metrics.thread.scheduleWithFixedDelay(metrics::look, 0, every.toNanos(), TimeUnit.NANOSECONDS);
        return metrics;
    }

    private Gauge.Builder<FailureMetrics> gauge(String name, String meaning, ToDoubleFunction<FailureSummary> value) {
        return Gauge.builder(name, this, metrics -> metrics.value(value))
                .description(meaning)
                .tag("pipeline", pipeline);
    }

    private double value(ToDoubleFunction<FailureSummary> of) {
        var summary = last;
        return summary == null ? Double.NaN : of.applyAsDouble(summary);
    }

    private static double open(FailureSummary summary, FailureClass failureClass) {
        return summary.groups().stream()
                .filter(group -> group.failureClass() == failureClass)
                .mapToLong(FailureGroup::count)
                .sum();
    }

    private double oldest(FailureSummary summary) {
        return summary.groups().stream()
                .map(FailureGroup::first)
                .min(Instant::compareTo)
                .map(first -> Duration.between(first, time.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    /** Reads the store. Used by one thread at a time. */
    void look() {
        try {
            last = failures.summary(FailureFilter.ALL);
            hasWarned = false;
        } catch (IOException | RuntimeException e) {
            last = null;
            if (!hasWarned) {
                log.atWarn()
                        .addKeyValue("pipeline", pipeline)
                        .addKeyValue("error", e.toString())
                        .log("parked records cannot be counted, tried again");
            }
            hasWarned = true;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        meters.forEach(registry::remove);
    }
}
