package dev.waybill.pid.register;

import static dev.waybill.failure.FailureClass.BUG;
import static dev.waybill.failure.FailureClass.MISCONFIGURED;
import static dev.waybill.failure.FailureClass.POISON;
import static dev.waybill.failure.FailureClass.THROTTLED;
import static dev.waybill.failure.FailureClass.TRANSIENT;
import static dev.waybill.failure.FailureClass.UNAVAILABLE;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.util.Comparator;
import java.util.List;

/** Of several failures the one that decides what happens next. */
final class WorstFailure {
    private static final List<FailureClass> WORST_FIRST =
            List.of(MISCONFIGURED, POISON, THROTTLED, UNAVAILABLE, TRANSIENT, BUG);

    private WorstFailure() {}

    /** @param progress how far the delivery got, for the reason */
    static DeliveryException of(List<Failure> failures, String progress) {
        Failure worst = failures.stream()
                .min(Comparator.comparingInt(f -> WORST_FIRST.indexOf(f.failureClass())))
                .orElseThrow();
        return new DeliveryException(
                new Failure(worst.failureClass(), worst.reason() + "; " + progress, worst.retryAfter(), worst.cause()));
    }
}
