package dev.waybill.retry;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;

/**
 * When a sink counts as unavailable, and how it is asked whether it is back.
 *
 * @param keys how many different keys the last deliveries are judged by
 * @param fewest with fewer different keys than this, nothing is concluded
 * @param ratio of those keys whose last delivery failed, from which on the breaker opens; above 0, at most 1. A sink that
 *     fails less often than that is slow, but gets somewhere
 * @param firstPause until the sink is asked again; doubles with each answer that fails
 * @param longestPause bounds the doubling
 */
public record BreakerPolicy(int keys, int fewest, double ratio, Duration firstPause, Duration longestPause) {
    public static final BreakerPolicy DEFAULT = new BreakerPolicy(20, 5, 0.8, ofMillis(500), ofSeconds(10));

    public BreakerPolicy {
        if (fewest < 1 || keys < fewest) {
            throw new IllegalArgumentException(
                    "breaker.keys must be at least breaker.fewest, and that 1 or more; got " + keys + " and " + fewest);
        }
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException("breaker.ratio must be above 0 and at most 1, got " + ratio);
        }
        if (firstPause.isNegative() || firstPause.isZero() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "breaker.first_pause must be longer than nothing and not longer than breaker.longest_pause, got "
                            + firstPause + " and " + longestPause);
        }
    }
}
