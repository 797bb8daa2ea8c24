package dev.waybill.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** The bounds between which durations are counted, 5 ms to 60 s: the same for everything that asks somebody over a network. */
final class Buckets {
    private static final Duration[] BOUNDS = LongStream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private Buckets() {}

    static Duration[] bounds() {
        return BOUNDS.clone();
    }
}
