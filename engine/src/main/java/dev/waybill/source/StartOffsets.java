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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Where to begin in partitions without progress. Confined to the thread of its source. */
final class StartOffsets {
    private final Consumer<?, ?> consumer;
    private final StartPosition start;
    private final Time time;
    private final Duration timeout;

    /** How many partitions each topic had when reading began; absent where that is not needed or could not be learnt. */
    private Map<String, Integer> sizes = Map.of();

    private boolean sizesAreKnown;

    StartOffsets(Consumer<?, ?> consumer, StartPosition start, Time time, Duration timeout) {
        this.consumer = consumer;
        this.start = start;
        this.time = time;
        this.timeout = timeout;
    }

    /** Looks which partitions there are, so that later ones are known as such. */
    void lookAround() {
        if (!(start instanceof StartPosition.Latest)) {
            return;
        }
        try {
            var found = new HashMap<String, Integer>();
            consumer.listTopics(timeout).forEach((topic, partitions) -> found.put(topic, partitions.size()));
            sizes = found;
            sizesAreKnown = true;
        } catch (KafkaException e) {
            sizesAreKnown = false; // then all count as having been there
        }
    }

    /** Whether the offset depends on when it was looked up: then it must be kept before anything is read. */
    boolean dependOnTheMoment() {
        return !(start instanceof StartPosition.Earliest);
    }

    Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        if (start instanceof StartPosition.Earliest) {
            return consumer.beginningOffsets(partitions, timeout);
        } else if (start instanceof StartPosition.Latest) {
            var offsets = new HashMap<>(consumer.endOffsets(partitions, timeout));
            offsets.putAll(consumer.beginningOffsets(
                    partitions.stream().filter(this::isNew).toList(), timeout));
            return offsets;
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

    private boolean isNew(TopicPartition partition) {
        return sizesAreKnown && partition.partition() >= sizes.getOrDefault(partition.topic(), 0);
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
