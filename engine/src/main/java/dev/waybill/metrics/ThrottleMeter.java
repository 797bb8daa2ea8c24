package dev.waybill.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** For how long a sink has asked to be left alone; what several answers ask for at once counts once. Thread-safe. */
final class ThrottleMeter {
    private final MeterRegistry registry;
    private final Counter seconds;
    private final AtomicLong untilNanos;

    ThrottleMeter(MeterRegistry registry, String pipeline) {
        this.registry = registry;
        this.seconds = Counter.builder("waybill.throttled.seconds")
                .description("Time for which the sink asked to be left alone.")
                .tag("pipeline", pipeline)
                .register(registry);
        this.untilNanos = new AtomicLong(now());
    }

    /** An answer asks for {@code pause}, from now on. */
    void asked(Duration pause) {
        long now = now();
        long until = now + pause.toNanos();
        long before = untilNanos.getAndAccumulate(until, (a, b) -> a - b > 0 ? a : b);
        long from = before - now > 0 ? before : now;
        if (until - from > 0) {
            seconds.increment((until - from) / 1e9);
        }
    }

    private long now() {
        return registry.config().clock().monotonicTime();
    }
}
