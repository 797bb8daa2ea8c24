package dev.waybill.http;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * What an HTTP status means for a delivery, unless the body of the answer knows better.
 *
 * <p>Only a status that speaks of the request's content makes the record poison. The others from 400 to 499 speak of the
 * address, the method or the caller: they would be the same for every record.
 */
public final class StatusClass {
    /** Bad Request, Conflict, Precondition Failed, Too Large, URI Too Long, Unprocessable, Header Fields Too Large. */
    private static final Set<Integer> THE_RECORDS_OWN = Set.of(400, 409, 412, 413, 414, 422, 431);

    /** Request Timeout, Locked, Too Early. */
    private static final Set<Integer> MAY_PASS = Set.of(408, 423, 425);

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
        if (MAY_PASS.contains(status) || status >= 500) {
            return Optional.of(FailureClass.TRANSIENT);
        }
        if (THE_RECORDS_OWN.contains(status)) {
            return Optional.of(FailureClass.POISON);
        }
        return Optional.of(FailureClass.MISCONFIGURED); // below 400: a redirect, which nobody follows
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
