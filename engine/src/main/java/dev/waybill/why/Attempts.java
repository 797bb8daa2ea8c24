package dev.waybill.why;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How often a delivery was begun, and what came of it.
 *
 * @param begun the one under way included
 * @param lastClass of the last failure, if one failed
 * @param lastError its reason
 * @param next when it is tried again, if it waits for that
 */
public record Attempts(
        int begun, Optional<FailureClass> lastClass, Optional<String> lastError, Optional<Instant> next) {
    /** Of a record that has not failed. */
    public static Attempts unfailed(int begun) {
        return new Attempts(begun, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Attempts failed(int begun, Failure last, Optional<Instant> next) {
        return new Attempts(begun, Optional.of(last.failureClass()), Optional.of(last.reason()), next);
    }

    Optional<String> lastClassCode() {
        return lastClass.map(c -> c.name().toLowerCase(Locale.ROOT));
    }
}
