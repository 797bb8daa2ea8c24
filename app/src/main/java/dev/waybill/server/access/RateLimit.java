package dev.waybill.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * So many at once for each name, and so many more as time goes by.
 *
 * <p>Thread-safe: all state is guarded by {@code this}.
 */
final class RateLimit {
    private static final int MOST_NAMES = 10_000;

    private final double atOnce;
    private final Duration oneMore;
    private final InstantSource clock;
    private final Map<String, Left> byName = new LinkedHashMap<>(16, 0.75f, true); // the longest unused first

    /**
     * Any.
     *
     * @param oneMore after so long
     */
    RateLimit(int atOnce, Duration oneMore, InstantSource clock) {
        this.atOnce = atOnce;
        this.oneMore = oneMore;
        this.clock = clock;
    }

    private record Left(double amount, Instant when) {}

    /** Takes one; where none is left, how long until there is. */
    synchronized Optional<Duration> take(String name) {
        var now = clock.instant();
        double left = left(byName.get(name), now);
        if (left < 1) {
            return Optional.of(Duration.ofNanos((long) ((1 - left) * oneMore.toNanos())));
        }
        byName.put(name, new Left(left - 1, now));
        if (byName.size() > MOST_NAMES) {
            byName.remove(byName.keySet().iterator().next());
        }
        return Optional.empty();
    }

    private double left(@Nullable Left before, Instant now) {
        if (before == null) {
            return atOnce;
        }
        double more = (double) Duration.between(before.when(), now).toNanos() / oneMore.toNanos();
        return Math.min(atOnce, before.amount() + more);
    }
}
