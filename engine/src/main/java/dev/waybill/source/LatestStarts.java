package dev.waybill.source;

import static java.time.Duration.ofMillis;

import dev.waybill.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group begins that wants only what arrives from now on. Confined to the thread of its source.
 *
 * <p>A partition that is added later must be read whole, but what one member sees does not tell which is later: it may have
 * started after that, or come to read the partition after years. So a topic begins once, for all its partitions and for the
 * group: whoever reads its first partition commits a position for each of them, the others wait for that. A partition
 * without a position in a topic that has begun was added later.
 */
final class LatestStarts {
    private static final Duration PAUSE = ofMillis(20);

    private final Consumer<?, ?> consumer;
    private final Time time;
    private final Duration timeout;
    private Set<String> there = Set.of();
    private boolean isThereKnown;

    LatestStarts(Consumer<?, ?> consumer, Time time, Duration timeout) {
        this.consumer = consumer;
        this.time = time;
        this.timeout = timeout;
    }

    /** Looks which topics there are, so that later ones are known as such; all count as there where nobody answers. */
    void lookAround() {
        try {
            there = Set.copyOf(consumer.listTopics(timeout).keySet());
            isThereKnown = true;
        } catch (KafkaException e) {
            isThereKnown = false;
        }
    }

    /** Where to begin in those of {@code partitions} for which that is decided. */
    Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        var begins = new HashMap<TopicPartition, Long>();
        var byTopic = partitions.stream().collect(Collectors.groupingBy(TopicPartition::topic));
        byTopic.forEach((topic, fresh) -> begins.putAll(of(topic, fresh)));
        begins.keySet().retainAll(partitions);
        if (begins.size() < partitions.size()) {
            time.await(PAUSE); // the next poll asks again, at once
        }
        return begins;
    }

    private Map<TopicPartition, Long> of(String topic, List<TopicPartition> fresh) {
        var all = new ArrayList<>(fresh);
        consumer.partitionsFor(topic, timeout).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .filter(partition -> !fresh.contains(partition))
                .forEach(all::add);
        var kept = consumer.committed(Set.copyOf(all), timeout);
        boolean hasBegun = kept.values().stream().anyMatch(Objects::nonNull);
        if (hasBegun) {
            var added = fresh.stream().filter(partition -> kept.get(partition) == null);
            return consumer.beginningOffsets(added.toList(), timeout); // the next poll finds what was kept meanwhile
        }
        boolean isOursToBegin = consumer.assignment().contains(new TopicPartition(topic, 0));
        return isOursToBegin ? begin(topic, all) : Map.of();
    }

    private Map<TopicPartition, Long> begin(String topic, List<TopicPartition> all) {
        boolean isLater = isThereKnown && !there.contains(topic);
        var begins = isLater ? consumer.beginningOffsets(all, timeout) : consumer.endOffsets(all, timeout);
        var kept = new HashMap<TopicPartition, OffsetAndMetadata>();
        begins.forEach((partition, offset) -> kept.put(partition, new OffsetAndMetadata(offset)));
        try {
            consumer.commitSync(kept, timeout);
        } catch (KafkaException e) {
            if (CommitFailure.of(e) == CommitFailure.STOP) {
                throw e;
            }
            return Map.of(); // whoever reads the first partition by then begins
        }
        return begins;
    }
}
