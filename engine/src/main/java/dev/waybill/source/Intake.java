package dev.waybill.source;

import dev.waybill.record.Fetched;
import org.apache.kafka.common.TopicPartition;

/** Takes records in the order of their offsets, one partition after the other. */
public interface Intake {
    /** The records that follow belong to {@code partition}. */
    void partition(TopicPartition partition);

    /** One record; {@code offset} is its place in the partition named last. */
    void record(long offset, Fetched record);

    /** The partition named last has no records below {@code position} that were not handed over. */
    void position(long position);
}
