package dev.waybill.pid.handle;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.http.StatusClass;
import java.util.Optional;

/** Turns an answer that is no success into a failure with a reason for a person. */
final class Refusals {
    private static final int LONGEST_MESSAGE = 300;

    private final StatusClass statuses;
    private final String password;

    /** @param password never shown: cut out of whatever the service says */
    Refusals(StatusClass statuses, String password) {
        this.statuses = statuses;
        this.password = password;
    }

    DeliveryException failure(String what, HandleAnswer answer) {
        Optional<FailureClass> byStatus = statuses.of(answer.response());
        Optional<ResponseCode> code = ResponseCode.of(answer.code());
        if (byStatus.equals(Optional.of(FailureClass.THROTTLED))) {
            return failure(FailureClass.THROTTLED, what, answer, "the service asks for a slower pace");
        }
        if (code.isPresent()) {
            return failure(code.get().failureClass(), what, answer, code.get().meaning());
        }
        if (byStatus.isEmpty() && answer.code() == 0) {
            return failure(
                    FailureClass.MISCONFIGURED,
                    what,
                    answer,
                    "that is no answer of a Handle service; check handle.server_url");
        }
        FailureClass failureClass = byStatus.orElse(FailureClass.TRANSIENT);
        return failure(failureClass, what, answer, advice(failureClass));
    }

    private static String advice(FailureClass failureClass) {
        return switch (failureClass) {
            case MISCONFIGURED -> "check handle.server_url, handle.username and handle.password";
            case POISON -> "the service does not take this request";
            default -> "the service is in trouble";
        };
    }

    private DeliveryException failure(FailureClass failureClass, String what, HandleAnswer answer, String meaning) {
        String code = answer.code() == 0 ? "" : ", code " + answer.code();
        String reason = what + ": HTTP " + answer.status() + code + ": " + meaning + said(answer);
        return statuses.failure(failureClass, reason, answer.response());
    }

    private String said(HandleAnswer answer) {
        String message = answer.body().path("message").asString("");
        if (message.isBlank()) {
            return "";
        }
        String safe = password.isBlank() ? message : message.replace(password, "******");
        String plain = safe.replaceAll("\\p{Cntrl}", " ");
        return "; it says: "
                + (plain.length() <= LONGEST_MESSAGE ? plain : plain.substring(0, LONGEST_MESSAGE) + "...");
    }
}
