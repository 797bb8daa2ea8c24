package dev.waybill.source;

import dev.waybill.failure.DeliveryException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What a Kafka client's error that does not pass by itself means to an operator. */
final class ClientRefusal {
    private ClientRefusal() {}

    static DeliveryException of(Exception e) {
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof AuthenticationException || e instanceof AuthorizationException) {
            return DeliveryException.misconfigured("the Kafka broker refused this consumer: " + said);
        } else if (e instanceof FencedInstanceIdException || e instanceof UnreleasedInstanceIdException) {
            return DeliveryException.misconfigured("another consumer of the group has the same group.instance.id: "
                    + "stop one of the two, or give each a name of its own;"
                    + " one that was killed keeps its name until its session ends");
        } else if (e instanceof UnsupportedVersionException) {
            return DeliveryException.misconfigured("the Kafka broker is too old for what was asked: " + said
                    + "; with group.protocol \"consumer\", it needs Kafka 4.0 or later");
        }
        String kind = e instanceof KafkaException ? "" : e.getClass().getSimpleName() + ": ";
        return DeliveryException.misconfigured("the Kafka client cannot go on: " + kind + said);
    }
}
