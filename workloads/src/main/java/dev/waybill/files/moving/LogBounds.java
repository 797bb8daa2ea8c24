package dev.waybill.files.moving;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where the logs of partitions begin and end, as the brokers say it now. */
@FunctionalInterface
public interface LogBounds {
    /** Of each of these partitions. Throws anything if the brokers cannot be asked now. */
    Map<TopicPartition, Bounds> bounds(Collection<TopicPartition> partitions);

    /**
     * What is there of one log.
     *
     * @param begin the lowest offset that was not deleted
     * @param end the offset that the next record will get
     */
    record Bounds(long begin, long end) {}
}
