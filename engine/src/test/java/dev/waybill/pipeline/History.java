package dev.waybill.pipeline;

import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * What was delivered and what was committed, in the order in which it happened, judged as it happens.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
final class History {
    private final Map<String, TreeSet<Position>> pendingByLane = new HashMap<>();
    private final Set<Position> arrived = new HashSet<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int deliveries;

    /** A record that has to arrive; those of one lane have to arrive in the order of this call. */
    synchronized void produced(String lane, Position position) {
        pendingByLane
                .computeIfAbsent(lane, l -> new TreeSet<>(History::compare))
                .add(position);
    }

    private static int compare(Position a, Position b) {
        return a.partition() == b.partition()
                ? Long.compare(a.offset(), b.offset())
                : Integer.compare(a.partition(), b.partition());
    }

    /** A delivery begins: whatever stands before it in its lane has to be there already. */
    synchronized void began(String lane, KafkaRecord record) {
        deliveries++;
        var pending = pendingByLane.getOrDefault(lane, new TreeSet<>(History::compare));
        var ahead = pending.lower(record.position());
        if (ahead != null) {
            violations.add(record + " of lane " + lane + " was delivered before " + ahead);
        }
    }

    synchronized void arrived(String lane, KafkaRecord record) {
        arrived.add(record.position());
        pendingByLane.getOrDefault(lane, new TreeSet<>(History::compare)).remove(record.position());
    }

    /** Offsets that were committed at a moment before this call. */
    synchronized void committed(Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            long before = committed.getOrDefault(partition, 0L);
            if (offset < before) {
                violations.add(partition + " went back from " + before + " to " + offset);
            }
            pending().stream()
                    .filter(p -> p.partition() == partition.partition() && p.offset() < offset)
                    .findFirst()
                    .ifPresent(p -> violations.add(p + " is committed and has not arrived"));
            committed.put(partition, offset);
        });
    }

    /** What was produced and has not arrived. */
    synchronized Collection<Position> pending() {
        return pendingByLane.values().stream().flatMap(Set::stream).toList();
    }

    /** Different records that arrived. */
    synchronized int arrivals() {
        return arrived.size();
    }

    synchronized int repeats() {
        return deliveries - arrived.size();
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
