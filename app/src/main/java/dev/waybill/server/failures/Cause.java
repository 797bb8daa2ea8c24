package dev.waybill.server.failures;

import dev.waybill.failure.FailureClass;
import java.time.Instant;
import java.util.List;

/**
 * Parked records of one store that failed for the same cause.
 *
 * @param label the reason of one of them, its beginning
 * @param spark how many were parked in each of the last hours, the last one at the end
 * @param edited of those that wait, records that somebody gave another value
 * @param kept records that somebody keeps from being replayed
 */
public record Cause(
        KnownStore store,
        String fingerprint,
        FailureClass failureClass,
        String step,
        String label,
        long count,
        long edited,
        long kept,
        Instant first,
        Instant last,
        List<Long> spark) {
    public Cause {
        spark = List.copyOf(spark);
    }
}
