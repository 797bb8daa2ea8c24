package dev.waybill.metrics;

import dev.waybill.delivery.Stage;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How often one step was taken, how it ended and how long it took. Thread-safe; all meters exist from the start. */
final class StageMeters {
    private static final Duration[] BUCKETS = LongStream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Timer done;
    private final Timer filtered;
    private final Map<FailureClass, Timer> failed = new EnumMap<>(FailureClass.class);
    private final Map<FailureClass, Counter> retries = new EnumMap<>(FailureClass.class);

    private StageMeters(MeterRegistry registry, String name, Tags tags, boolean isSink) {
        this.registry = registry;
        done = timer(name, tags, isSink ? "delivered" : "done", isSink);
        filtered = isSink ? done : timer(name, tags, "filtered", false);
        for (var failureClass : FailureClass.values()) {
            String code = failureClass.name().toLowerCase(Locale.ROOT);
            failed.put(failureClass, timer(name, tags, code, isSink));
            if (failureClass != FailureClass.POISON && failureClass != FailureClass.MISCONFIGURED) {
                retries.put(
                        failureClass,
                        Counter.builder("waybill.retries")
                                .description("Failed attempts of the classes that are tried again.")
                                .tags(tags.stream()
                                        .filter(t -> t.getKey().equals("pipeline"))
                                        .toList())
                                .tag("class", code)
                                .register(registry));
            }
        }
    }

    /** Of the step with this number, such as {@code 2} or {@code 3.2.1}. */
    static StageMeters ofStep(MeterRegistry registry, String pipeline, String number) {
        return new StageMeters(registry, "waybill.stage", Tags.of("pipeline", pipeline, "stage", number), false);
    }

    static StageMeters ofSink(MeterRegistry registry, String pipeline) {
        return new StageMeters(registry, "waybill.sink.request", Tags.of("pipeline", pipeline), true);
    }

    private Timer timer(String name, Tags tags, String outcome, boolean withBuckets) {
        var timer = Timer.builder(name)
                .description("Time from the start of a step to its end, by outcome.")
                .tags(tags)
                .tag("outcome", outcome);
        if (withBuckets) {
            timer.serviceLevelObjectives(BUCKETS);
        }
        return timer.register(registry);
    }

    long start() {
        return registry.config().clock().monotonicTime();
    }

    void ended(long start, @Nullable Object result) {
        record(result == Stage.FILTERED ? filtered : done, start);
    }

    void failed(long start, Throwable thrown) {
        var failureClass = Failure.of(thrown).failureClass();
        record(failed.get(failureClass), start);
        var retry = retries.get(failureClass);
        if (retry != null) {
            retry.increment();
        }
    }

    private void record(@Nullable Timer timer, long start) {
        if (timer != null) {
            timer.record(start() - start, TimeUnit.NANOSECONDS);
        }
    }
}
