package dev.waybill.batch.store;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.http.StatusClass;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Turns an answer that is no success into a failure with a reason for a person. */
final class Refusals {
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;

    private final StatusClass statuses;
    private final Password password;

    Refusals(StatusClass statuses, Password password) {
        this.statuses = statuses;
        this.password = password;
    }

    /** Empty for a success. */
    Optional<DeliveryException> of(String what, HttpResponse<byte[]> answer) {
        Optional<FailureClass> byStatus = statuses.of(answer);
        Optional<ServerError> error = ServerError.in(answer);
        if (error.isPresent()) {
            // A code that nothing is known of is the server's trouble until it is shown to be the record's. A statement
            // with values that do not fit is ours.
            FailureClass known = error.get().isAboutRows()
                    ? FailureClass.MISCONFIGURED
                    : error.get().failureClass().orElse(FailureClass.TRANSIENT);
            return Optional.of(failure(
                    known,
                    what,
                    answer,
                    advice(known) + "; it says: " + error.get().words()));
        }
        if (byStatus.isEmpty()) {
            return Optional.empty();
        }
        if (answer.statusCode() == NOT_FOUND || byStatus.get() == FailureClass.POISON) {
            return Optional.of(failure(FailureClass.MISCONFIGURED, what, answer, notClickHouse(answer.statusCode())));
        }
        return Optional.of(failure(byStatus.get(), what, answer, advice(byStatus.get())));
    }

    private static String notClickHouse(int status) {
        return status == TOO_LARGE
                ? "whoever stands before ClickHouse takes no request of this size; allow larger ones there"
                : "that is no answer of ClickHouse; check the address of its HTTP interface";
    }

    private static String advice(FailureClass failureClass) {
        return switch (failureClass) {
            case THROTTLED -> "the server asks for a slower pace";
            case MISCONFIGURED -> "check user, password, database and tables";
            default -> "the server is in trouble";
        };
    }

    private DeliveryException failure(
            FailureClass failureClass, String what, HttpResponse<byte[]> answer, String meaning) {
        String reason = what + ": HTTP " + answer.statusCode() + ": " + password.maskedIn(meaning);
        return statuses.failure(failureClass, reason, answer);
    }
}
