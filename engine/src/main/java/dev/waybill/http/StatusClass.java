package dev.waybill.http;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What an HTTP status means for a delivery, unless the body of the answer knows better. */
public final class StatusClass {
    private final InstantSource clock;

    /** @param clock for {@code Retry-After} headers that name a date */
    public StatusClass(InstantSource clock) {
        this.clock = clock;
    }

    /** How the delivery failed; empty for a status from 200 to 299. */
    public Optional<FailureClass> of(HttpResponse<?> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        if (status == 429 || (status == 503 && retryAfter(answer).isPresent())) {
            return Optional.of(FailureClass.THROTTLED);
        }
        if (status == 408 || status == 425 || status >= 500) {
            return Optional.of(FailureClass.TRANSIENT);
        }
        if (status == 401 || status == 403 || status < 400) {
            return Optional.of(FailureClass.MISCONFIGURED); // below 400: a redirect, which nobody follows
        }
        return Optional.of(FailureClass.POISON);
    }

    /** How long the server asked to be left alone. */
    public Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return RetryAfter.of(answer.headers(), clock.instant());
    }

    /** The failure of that class, with the pace the server asked for. */
    public DeliveryException failure(FailureClass failureClass, String reason, HttpResponse<?> answer) {
        return new DeliveryException(
                new Failure(failureClass, reason, retryAfter(answer).orElse(null), null));
    }
}
