package dev.waybill.files.girder;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.http.StatusClass;
import java.util.Optional;

/** Turns an answer that is no success into a failure with a reason for a person. */
final class Refusals {
    private static final int LONGEST_MESSAGE = 300;
    private static final int NO_SUCH_ROUTE = 404;
    private static final int TOO_LARGE = 413;

    private final StatusClass statuses;
    private final String key;

    /** @param key never shown: cut out of whatever the service says */
    Refusals(StatusClass statuses, String key) {
        this.statuses = statuses;
        this.key = key;
    }

    DeliveryException failure(String what, GirderAnswer answer) {
        Optional<FailureClass> byStatus = statuses.of(answer.response());
        Optional<KnownRefusal> known = KnownRefusal.of(answer);
        if (known.isPresent()) {
            return failure(known.get().failureClass(), what, answer, known.get().advice());
        }
        if (byStatus.isEmpty() || answer.status() == NO_SUCH_ROUTE) {
            return failure(
                    FailureClass.MISCONFIGURED,
                    what,
                    answer,
                    "that is no answer of Girder; check the API address, which ends in /api/v1");
        }
        if (answer.status() == TOO_LARGE) {
            return failure(
                    FailureClass.MISCONFIGURED,
                    what,
                    answer,
                    "whoever stands before Girder takes no request of this size; allow larger ones there, or lower the"
                            + " size of a chunk");
        }
        if (answer.isGone()) {
            return failure(FailureClass.TRANSIENT, what, answer, "it is gone, and is looked for again");
        }
        return failure(byStatus.get(), what, answer, advice(byStatus.get()));
    }

    private static String advice(FailureClass failureClass) {
        return switch (failureClass) {
            case THROTTLED -> "the service asks for a slower pace";
            case MISCONFIGURED -> "check the Girder API key, and that its user may write there";
            case POISON -> "the service does not take this request";
            default -> "the service is in trouble";
        };
    }

    private DeliveryException failure(FailureClass failureClass, String what, GirderAnswer answer, String meaning) {
        String reason = what + ": HTTP " + answer.status() + ": " + meaning + said(answer);
        return statuses.failure(failureClass, reason, answer.response());
    }

    private String said(GirderAnswer answer) {
        if (answer.message().isBlank()) {
            return "";
        }
        String plain = answer.message().replace(key, "******").replaceAll("\\p{Cntrl}", " ");
        return "; it says: "
                + (plain.length() <= LONGEST_MESSAGE ? plain : plain.substring(0, LONGEST_MESSAGE) + "...");
    }
}
