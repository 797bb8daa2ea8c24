package dev.waybill.guarantee;

import dev.waybill.failure.DeliveryException;
import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.KafkaRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes down what happens in one process. */
interface Witness {
    /** Something about a partition. */
    void saw(Kind kind, TopicPartition partition, long offset, String detail);

    /** Something about a record that was read. */
    void saw(Kind kind, KafkaRecord record, String detail);

    default void began(KafkaRecord record) {
        saw(Kind.BEGAN, record, Event.content(record));
    }

    default void arrived(KafkaRecord record) {
        saw(Kind.ARRIVED, record, "");
    }

    /** Returns {@code why}, so that it can be thrown. */
    default DeliveryException refused(KafkaRecord record, DeliveryException why) {
        saw(Kind.REFUSED, record, why.failure().failureClass().name());
        return why;
    }

    default void filtered(KafkaRecord record) {
        saw(Kind.FILTERED, record, "");
    }

    default void parked(KafkaRecord record) {
        saw(Kind.PARKED, record, Event.content(record));
    }
}
