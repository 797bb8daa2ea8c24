package dev.waybill.source;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** Hears which partitions are read here. */
public interface PartitionListener {
    /** These are read from now on. */
    void assigned(Collection<TopicPartition> partitions);

    /** These will be read elsewhere once this returns: the last moment to keep their progress. */
    void revoked(Collection<TopicPartition> partitions);

    /** These are read elsewhere already: their progress must not be kept any more. */
    void lost(Collection<TopicPartition> partitions);
}
