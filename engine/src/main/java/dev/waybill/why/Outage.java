package dev.waybill.why;

import dev.waybill.failure.FailureClass;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A time in which the sink does not work.
 *
 * @param since when the breaker opened
 * @param failureClass of the failure that opened it last, or kept it open
 * @param error its reason
 * @param nextProbe when the sink is asked again; absent while it is being asked
 */
public record Outage(Instant since, FailureClass failureClass, String error, Optional<Instant> nextProbe) {
    String classCode() {
        return failureClass.name().toLowerCase(Locale.ROOT);
    }
}
