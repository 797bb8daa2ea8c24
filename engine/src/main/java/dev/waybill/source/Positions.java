package dev.waybill.source;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where reading goes on when the broker has no position for a partition, or none that its log still holds. The
 * client never does: it would jump without a word.
 *
 * <p>Confined to the thread of its source.
 */
final class Positions implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Positions.class);
    private static final String GO_ON =
            "nothing was skipped; to go on with what is left, let the source continue on lost records";
    private static final String START_AGAIN =
            "the group's position is the beginning of the new topic now; start again to read it";

    private final Consumer<?, ?> consumer;
    private final StartOffsets starts;
    private final Losses losses;
    private final TopicIds topics;
    private final Duration timeout;

    /** What was committed here last, also for partitions that are read elsewhere now. */
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /** Positions without a record that the intake has not heard of yet. */
    private final Map<TopicPartition, Long> jumps = new LinkedHashMap<>();

    /** Topics that became others, not dealt with yet. */
    private final Set<String> changed = new HashSet<>();

    private PartitionListener listener = new Nobody();

    Positions(Consumer<?, ?> consumer, StartOffsets starts, Losses losses, TopicIds topics, Duration timeout) {
        this.consumer = consumer;
        this.starts = starts;
        this.losses = losses;
        this.topics = topics;
        this.timeout = timeout;
    }

    /** {@code toTell} hears of partitions that have to be read afresh. */
    void start(PartitionListener toTell) {
        listener = toTell;
        starts.lookAround();
    }

    void assigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> topics.watch(partition.topic()));
    }

    void released(Collection<TopicPartition> partitions) {
        jumps.keySet().removeAll(partitions);
    }

    /** Another consumer took this one's place: nothing here is this one's to keep any more. */
    void giveUp() {
        listener.lost(consumer.assignment());
    }

    void committed(TopicPartition partition, long position) {
        committed.put(partition, position);
    }

    /** Tells {@code intake} of positions that moved without a record. */
    void tell(Intake intake) {
        jumps.forEach((partition, position) -> {
            intake.partition(partition);
            intake.position(position);
        });
        jumps.clear();
    }

    /** Finds positions that are valid. Throws if the run is to stop instead. */
    void resolve(InvalidOffsetException invalid) {
        if (invalid instanceof NoOffsetForPartitionException none) {
            begin(none.partitions());
        } else if (invalid instanceof LogTruncationException cut) {
            var divergent = new HashMap<TopicPartition, Long>();
            cut.divergentOffsets().forEach((partition, offset) -> divergent.put(partition, offset.offset()));
            outOfRange(cut.offsetOutOfRangePartitions(), divergent);
        } else if (invalid instanceof OffsetOutOfRangeException outOfRange) {
            outOfRange(outOfRange.offsetOutOfRangePartitions(), Map.of());
        } else {
            throw DeliveryException.misconfigured("no valid offset to read on from: " + invalid.partitions());
        }
    }

    private void begin(Set<TopicPartition> partitions) {
        var assigned = consumer.assignment();
        var fresh = new ArrayList<TopicPartition>();
        for (TopicPartition partition : partitions) {
            Long before = committed.get(partition);
            if (before == null) {
                fresh.add(partition);
            } else if (assigned.contains(partition)) {
                comeBack(partition, before);
            }
        }
        fresh.retainAll(assigned);
        starts.of(fresh).forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            if (starts.dependOnTheMoment()) {
                jumps.put(partition, offset);
            }
        });
    }

    /** The broker has forgotten a position that was kept there: with its topic, or by expiry. */
    private void comeBack(TopicPartition partition, long before) {
        if (topics.isOther(partition.topic()).orElse(true)) {
            recreated(partition.topic(), Map.of(partition, before));
            return;
        }
        log.atWarn()
                .addKeyValue("partition", partition)
                .addKeyValue("offset", before)
                .log(
                        "the group's position is gone (expired or deleted), reading on from the last one that was kept here");
        consumer.seek(partition, before);
        jumps.put(partition, before);
    }

    private void outOfRange(Map<TopicPartition, Long> reached, Map<TopicPartition, Long> divergent) {
        var start = consumer.beginningOffsets(reached.keySet(), timeout);
        var end = consumer.endOffsets(reached.keySet(), timeout);
        var deleted = new ArrayList<LostRecords>();
        var cut = new ArrayList<LostRecords>();
        reached.forEach((partition, offset) -> {
            var now = new Extent(requireNonNull(start.get(partition)), requireNonNull(end.get(partition)));
            if (offset < now.start) {
                deleted.add(now.lost(partition, LostRecords.Cause.DELETED, offset));
            } else if (offset > now.end || divergent.containsKey(partition)) {
                cut.add(now.lost(partition, LostRecords.Cause.CUT, offset));
            }
        });
        for (LostRecords one : List.copyOf(cut)) {
            String topic = one.partition().topic();
            if (topics.isOther(topic).orElse(false)) {
                cut.removeIf(other -> other.partition().topic().equals(topic));
                recreated(topic, reached);
            }
        }
        cut(cut, divergent);
        losses.report(deleted, GO_ON);
        for (LostRecords one : deleted) {
            consumer.seek(one.partition(), one.start());
            jumps.put(one.partition(), one.start());
        }
    }

    private record Extent(long start, long end) {
        LostRecords lost(TopicPartition partition, LostRecords.Cause cause, long reached) {
            return new LostRecords(partition, cause, reached, start, end);
        }
    }

    private void cut(List<LostRecords> cut, Map<TopicPartition, Long> divergent) {
        cut.forEach(one -> listener.lost(List.of(one.partition()))); // what was read is not what the log holds
        losses.report(cut, GO_ON);
        cut.forEach(one -> reopen(one.partition(), divergent.getOrDefault(one.partition(), one.start())));
    }

    /** How many records were lost before they were read, as far as the log tells. */
    long lostRecords() {
        return losses.records();
    }

    /** Looks whether a topic that is read here has become another one. Throws if the run is to stop then. */
    void checkTopics() {
        changed.addAll(topics.changed());
        for (String topic : List.copyOf(changed)) {
            recreated(topic, Map.of());
        }
    }

    private void recreated(String topic, Map<TopicPartition, Long> known) {
        changed.add(topic); // should the broker not answer now, the next poll tries again
        var here = consumer.assignment().stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
        var start = consumer.beginningOffsets(here, timeout);
        var end = consumer.endOffsets(here, timeout);
        changed.remove(topic);
        var lost = new ArrayList<LostRecords>();
        for (TopicPartition partition : here) {
            long reached = known.containsKey(partition) ? requireNonNull(known.get(partition)) : reached(partition);
            var now = new Extent(requireNonNull(start.get(partition)), requireNonNull(end.get(partition)));
            lost.add(now.lost(partition, LostRecords.Cause.RECREATED, reached));
        }
        listener.lost(here);
        if (losses.isToStop()) {
            commit(start); // what was committed meanwhile was meant for the old topic
        }
        losses.report(lost, START_AGAIN);
        here.forEach(partition -> reopen(partition, requireNonNull(start.get(partition))));
    }

    private long reached(TopicPartition partition) {
        try {
            return consumer.position(partition, timeout);
        } catch (KafkaException e) {
            return committed.getOrDefault(partition, 0L);
        }
    }

    private void commit(Map<TopicPartition, Long> positions) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        positions.forEach((partition, position) -> offsets.put(partition, new OffsetAndMetadata(position)));
        try {
            consumer.commitSync(offsets, timeout);
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("error", e.toString())
                    .log("the beginning of the new topic could not be committed");
        }
    }

    /** Reads {@code partition} from {@code offset} as if it were newly assigned: what is under way for it comes too late. */
    private void reopen(TopicPartition partition, long offset) {
        committed.remove(partition);
        consumer.seek(partition, offset);
        consumer.resume(List.of(partition));
        listener.assigned(List.of(partition));
        jumps.put(partition, offset);
    }

    @Override
    public void close() {
        topics.close();
    }

    private static final class Nobody implements PartitionListener {
        @Override
        public void assigned(Collection<TopicPartition> partitions) {}

        @Override
        public void revoked(Collection<TopicPartition> partitions) {}

        @Override
        public void lost(Collection<TopicPartition> partitions) {}
    }
}
