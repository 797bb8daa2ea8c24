package dev.waybill.jobs.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which jobs are wanted; what is empty says nothing.
 *
 * @param processor its number
 * @param statuses any of these
 * @param error a part of the error text, as it is
 * @param since of the last change
 * @param until of the last change, itself no more
 * @param isGone only those whose source is gone
 * @param after only those with a higher number: to read on
 * @param limit jobs at most
 */
public record JobQuery(
        Optional<Integer> processor,
        List<String> statuses,
        Optional<String> error,
        Optional<String> product,
        Optional<String> tile,
        Optional<Instant> since,
        Optional<Instant> until,
        boolean isGone,
        long after,
        int limit) {
    /** All of them, the first thousand. */
    public static final JobQuery ALL = new JobQuery(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            0,
            1_000);

    public JobQuery {
        statuses = List.copyOf(statuses);
        if (limit < 1) {
            throw new IllegalArgumentException("the limit of jobs must be 1 or more, got " + limit);
        }
    }
}
