package dev.waybill.source;

import dev.waybill.record.FetchedRecords;
import dev.waybill.record.KafkaRecord;
import org.apache.kafka.common.TopicPartition;

/** Takes records in the order of their offsets, one partition after the other. */
public interface Intake {
    /** What follows belongs to {@code partition}. */
    void partition(TopicPartition partition);

    /** Records of the partition named last. */
    void records(FetchedRecords records);

    /** One record of the partition named last; {@code offset} is its place there. */
    default void record(long offset, KafkaRecord record) {
        records(FetchedRecords.of(offset, record));
    }

    /** The partition named last has no records below {@code position} that were not handed over. */
    void position(long position);
}
