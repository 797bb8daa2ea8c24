package dev.waybill.sink;

import dev.waybill.failure.FailureClass;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Says what an HTTP answer means for a delivery, where its status alone does not tell. */
@FunctionalInterface
public interface AnswerJudge {
    /** Goes by the status: {@link dev.waybill.http.StatusClass}. */
    AnswerJudge BY_STATUS = (answer, byStatus) -> byStatus;

    /**
     * How the delivery failed; empty where it has arrived.
     *
     * @param byStatus what the status says
     */
    Optional<FailureClass> judge(HttpResponse<byte[]> answer, Optional<FailureClass> byStatus);
}
