package dev.waybill.retry;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a failed delivery is tried again, and when it counts as the record's own fault.
 *
 * @param attempts how often a delivery must have failed, while the sink took others, before its record is parked; more often
 *     where the sink fails more than one in five of those that it takes in the end, so that chance is no likelier to have
 *     done it
 * @param peers how many other keys the sink must have taken since the first failure before the record is parked
 * @param firstPause before the second attempt; doubles with each further one
 * @param longestPause bounds the doubling
 */
public record RetryPolicy(int attempts, int peers, Duration firstPause, Duration longestPause) {
    public static final RetryPolicy DEFAULT = new RetryPolicy(8, 20, ofMillis(200), ofSeconds(5));

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("retry.attempts must be 1 or more, got " + attempts);
        }
        if (peers < 0) {
            throw new IllegalArgumentException("retry.peers must be 0 or more, got " + peers);
        }
        if (firstPause.isNegative() || firstPause.isZero()) {
            throw new IllegalArgumentException("retry.first_pause must be longer than nothing, got " + firstPause);
        }
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "retry.longest_pause must not be shorter than retry.first_pause, got " + longestPause);
        }
    }

    /**
     * The pause after the {@code failures}-th failure in a row, counted from 1: exponential, then scattered over its
     * upper half so that many records do not return at once.
     */
    public Duration pause(int failures, RandomGenerator random) {
        int doublings = Math.min(failures - 1, 30);
        long full = Math.min(longestPause.toNanos(), saturated(firstPause.toNanos(), doublings));
        return Duration.ofNanos(full / 2 + (long) (random.nextDouble() * (full - full / 2)));
    }

    private static long saturated(long nanos, int doublings) {
        return nanos > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : nanos << doublings;
    }
}
