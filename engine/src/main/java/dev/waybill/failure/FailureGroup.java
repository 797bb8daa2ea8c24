package dev.waybill.failure;

import java.time.Instant;

/**
 * Parked records with the same fingerprint.
 *
 * @param first when the first of them was parked
 * @param last when the last of them was
 * @param example the reason of one of them, as it was given
 */
public record FailureGroup(
        String fingerprint,
        FailureClass failureClass,
        String step,
        long count,
        Instant first,
        Instant last,
        String example) {
    static FailureGroup of(FailureEntry entry) {
        var parked = entry.parked();
        var failure = parked.failure();
        return new FailureGroup(
                entry.fingerprint(),
                failure.failureClass(),
                parked.step(),
                1,
                parked.at(),
                parked.at(),
                failure.reason());
    }

    FailureGroup and(Instant at) {
        return new FailureGroup(
                fingerprint,
                failureClass,
                step,
                count + 1,
                at.isBefore(first) ? at : first,
                at.isAfter(last) ? at : last,
                example);
    }
}
