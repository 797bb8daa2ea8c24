package dev.waybill.source;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import dev.waybill.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Where to begin in partitions without progress. Confined to the thread of its source. */
final class StartOffsets {
    private final Consumer<?, ?> consumer;
    private final StartPosition start;
    private final Time time;
    private final Duration timeout;
    private final LatestStarts latest;

    StartOffsets(Consumer<?, ?> consumer, StartPosition start, Time time, Duration timeout) {
        this.consumer = consumer;
        this.start = start;
        this.time = time;
        this.timeout = timeout;
        this.latest = new LatestStarts(consumer, time, timeout);
    }

    /** Looks what there is, so that what comes later is known as such. */
    void lookAround() {
        if (start instanceof StartPosition.Latest) {
            latest.lookAround();
        }
    }

    /** Whether the offset depends on when it was looked up: then it must be kept before anything is read. */
    boolean dependOnTheMoment() {
        return !(start instanceof StartPosition.Earliest);
    }

    /** Where to begin in those of {@code partitions} for which that is decided; the others are to be asked for again. */
    Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        if (start instanceof StartPosition.Earliest) {
            return consumer.beginningOffsets(partitions, timeout);
        } else if (start instanceof StartPosition.Latest) {
            return latest.of(partitions);
        } else if (start instanceof StartPosition.At at) {
            return at(partitions, at.time());
        } else if (start instanceof StartPosition.NotOlderThan young) {
            return at(partitions, time.instant().minus(young.age()));
        } else if (start instanceof StartPosition.None) {
            throw DeliveryException.misconfigured(
                    "no valid offset to start from: the group has none for " + partitions
                            + ", and auto.offset.reset is \"none\"; choose where to start, or set the group's offsets with kafka-consumer-groups");
        } else {
            throw new AssertionError(start);
        }
    }

    private Map<TopicPartition, Long> at(Collection<TopicPartition> partitions, Instant moment) {
        var asked = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> asked.put(partition, moment.toEpochMilli()));
        var ends = consumer.endOffsets(partitions, timeout);
        var offsets = new HashMap<TopicPartition, Long>();
        consumer.offsetsForTimes(asked, timeout).forEach((partition, found) -> {
            offsets.put(partition, found == null ? requireNonNull(ends.get(partition)) : (Long) found.offset());
        });
        return offsets;
    }
}
