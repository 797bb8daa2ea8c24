package dev.waybill.jobs.worker;

import dev.waybill.jobs.claim.Action;
import java.time.Duration;
import java.util.Set;

/**
 * How a worker goes about its jobs.
 *
 * @param name what people call it
 * @param concurrency commands at once
 * @param actions which kinds of jobs it takes
 * @param grace how long commands may go on after a stop, and again between the request to end and the kill
 * @param isDraining whether it ends once no job of these kinds is left that may still come to it
 */
public record WorkerSettings(String name, int concurrency, Set<Action> actions, Duration grace, boolean isDraining) {
    private static final int MOST_AT_ONCE = 256;

    public WorkerSettings {
        actions = Set.copyOf(actions);
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST_AT_ONCE + " commands at once, got " + concurrency);
        }
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("expected at least one kind of job");
        }
    }
}
