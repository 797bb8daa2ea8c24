package dev.waybill.sink;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What it means that a record was not written. */
final class SendFailure {
    private static final String NOT_TAKEN = "the record is not taken: ";

    private SendFailure() {}

    /** A record that is not even sent. */
    static DeliveryException notTaken(String topic, String why) {
        return DeliveryException.poison("topic \"" + topic + "\": " + NOT_TAKEN + why);
    }

    static DeliveryException of(String topic, Throwable thrown) {
        String what = "topic \"" + topic + "\": ";
        if (has(thrown, AuthenticationException.class) || has(thrown, AuthorizationException.class)) {
            return DeliveryException.misconfigured(what + "the Kafka broker refused this producer: " + said(thrown)
                    + "; check the credentials, and that they may write there");
        } else if (has(thrown, UnknownTopicOrPartitionException.class)) {
            return DeliveryException.misconfigured(
                    what + "no such topic on these brokers, and they create none; create it, then start again");
        } else if (has(thrown, InvalidTopicException.class) || has(thrown, UnsupportedVersionException.class)) {
            return DeliveryException.misconfigured(what + said(thrown));
        } else if (thrown instanceof IllegalStateException) {
            return DeliveryException.misconfigured(what + "the sink is closed, or cannot go on: " + said(thrown)
                    + "; close it after the pipeline that delivers to it");
        } else if (isAboutTheRecord(thrown)) {
            return failure(FailureClass.POISON, what + NOT_TAKEN + said(thrown), thrown);
        } else if (has(thrown, BufferExhaustedException.class)) {
            return failure(FailureClass.THROTTLED, what + "the brokers are slower than this pipeline", thrown);
        } else if (has(thrown, OutOfOrderSequenceException.class) || has(thrown, InterruptException.class)) {
            return DeliveryException.retriable(what + said(thrown), thrown);
        } else if (has(thrown, RetriableException.class)) {
            // Never held against a record, though others arrive: one partition alone may have lost its leader.
            return DeliveryException.unavailable(what + said(thrown), thrown);
        }
        return failure(FailureClass.BUG, what + thrown, thrown);
    }

    private static boolean isAboutTheRecord(Throwable thrown) {
        return has(thrown, RecordTooLargeException.class)
                || has(thrown, InvalidTimestampException.class)
                || has(thrown, InvalidRecordException.class);
    }

    private static DeliveryException failure(FailureClass failureClass, String reason, Throwable thrown) {
        return new DeliveryException(new Failure(failureClass, reason, null, thrown));
    }

    private static String said(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
