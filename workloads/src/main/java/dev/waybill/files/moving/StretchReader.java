package dev.waybill.files.moving;

import dev.waybill.files.staging.Stretch;
import dev.waybill.record.KafkaRecord;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a stretch of a partition once more, apart from the group. */
@FunctionalInterface
public interface StretchReader {
    /** Shows what is left of the stretch, in order. Throws anything if the topic cannot be read now. */
    void read(TopicPartition partition, Stretch stretch, Consumer<KafkaRecord> shown);
}
