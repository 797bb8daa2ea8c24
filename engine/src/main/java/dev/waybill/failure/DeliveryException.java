package dev.waybill.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a step or a sink throws, or completes with, when a delivery fails in a way it understands. Anything else that
 * is thrown counts as {@link FailureClass#BUG}.
 */
public final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public DeliveryException(Failure failure) {
        super(failure.reason(), failure.cause());
        this.failure = failure;
    }

    /** The record can never be delivered as it is; {@code reason} names the field, what came and what was expected. */
    public static DeliveryException poison(String reason) {
        return new DeliveryException(new Failure(FailureClass.POISON, reason, null, null));
    }

    /** The same delivery may succeed later. */
    public static DeliveryException retriable(String reason, @Nullable Throwable cause) {
        return new DeliveryException(new Failure(FailureClass.TRANSIENT, reason, null, cause));
    }

    /** The sink asks for a slower pace; {@code retryAfter} is what it asked for, if it said so. */
    public static DeliveryException throttled(String reason, @Nullable Duration retryAfter) {
        return new DeliveryException(new Failure(FailureClass.THROTTLED, reason, retryAfter, null));
    }

    /** The sink does not work at all. */
    public static DeliveryException unavailable(String reason, @Nullable Throwable cause) {
        return new DeliveryException(new Failure(FailureClass.UNAVAILABLE, reason, null, cause));
    }

    /** An operator is needed; {@code reason} says which setting, and never its secret. */
    public static DeliveryException misconfigured(String reason) {
        return new DeliveryException(new Failure(FailureClass.MISCONFIGURED, reason, null, null));
    }

    public Failure failure() {
        return failure;
    }
}
