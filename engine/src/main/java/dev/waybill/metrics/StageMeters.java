package dev.waybill.metrics;

import dev.waybill.delivery.Stage;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How often one step was taken, how it ended and how long it took. Thread-safe; all meters exist from the start. */
final class StageMeters {
    private final MeterRegistry registry;
    private final ThrottleMeter throttle;
    private final Timer done;
    private final Timer filtered;
    private final Map<FailureClass, Timer> failed = new EnumMap<>(FailureClass.class);
    private final Map<FailureClass, Counter> retries = new EnumMap<>(FailureClass.class);

    private StageMeters(MeterRegistry registry, ThrottleMeter throttle, String name, Tags tags, boolean isSink) {
        this.registry = registry;
        this.throttle = throttle;
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
    static StageMeters ofStep(MeterRegistry registry, ThrottleMeter throttle, String pipeline, String number) {
        return new StageMeters(
                registry, throttle, "waybill.stage", Tags.of("pipeline", pipeline, "stage", number), false);
    }

    static StageMeters ofSink(MeterRegistry registry, ThrottleMeter throttle, String pipeline) {
        return new StageMeters(registry, throttle, "waybill.sink.request", Tags.of("pipeline", pipeline), true);
    }

    private Timer timer(String name, Tags tags, String outcome, boolean withBuckets) {
        var timer = Timer.builder(name)
                .description("Time from the start of a step to its end, by outcome.")
                .tags(tags)
                .tag("outcome", outcome);
        if (withBuckets) {
            timer.serviceLevelObjectives(Buckets.bounds());
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
        var failure = Failure.of(thrown);
        var failureClass = failure.failureClass();
        record(failed.get(failureClass), start);
        var retry = retries.get(failureClass);
        if (retry != null) {
            retry.increment();
        }
        if (failureClass == FailureClass.THROTTLED && failure.retryAfter() != null) {
            throttle.asked(failure.retryAfter());
        }
    }

    private void record(@Nullable Timer timer, long start) {
        if (timer != null) {
            timer.record(start() - start, TimeUnit.NANOSECONDS);
        }
    }
}
