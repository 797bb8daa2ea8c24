package dev.waybill.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One failed delivery: its class, and a reason for a person that names where, what came and what was expected.
 *
 * @param retryAfter how long the sink asked to be left alone, if it said so
 * @param cause what was thrown, for the log
 */
public record Failure(
        FailureClass failureClass,
        String reason,
        @Nullable Duration retryAfter,
        @Nullable Throwable cause) {

    /** What {@code thrown} says about the delivery: the failure it carries, or a bug. */
    public static Failure of(Throwable thrown) {
        Throwable t = thrown;
        while (t instanceof java.util.concurrent.CompletionException && t.getCause() != null) {
            t = t.getCause();
        }
        if (t instanceof DeliveryException known) {
            return known.failure();
        }
        return new Failure(FailureClass.BUG, t.toString(), null, t);
    }
}
