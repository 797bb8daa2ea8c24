package dev.waybill.replay;

import dev.waybill.failure.FailureEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Entries that were handed to the pipeline and are not settled. Each lies in the partition that its record came from, so
 * that records wait for each other as they did at first; its offset there is its turn. Not thread-safe.
 */
final class Outstanding {
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private int size;

    private static final class Lane {
        final Deque<FailureEntry> entries = new ArrayDeque<>();
        long first;

        long next() {
            return first + entries.size();
        }
    }

    /** Where entries of this partition begin; true if it is seen for the first time. */
    boolean open(TopicPartition partition) {
        return lanes.putIfAbsent(partition, new Lane()) == null;
    }

    /** Adds an entry to a partition that is open, and returns its offset there. */
    long add(TopicPartition partition, FailureEntry entry) {
        var lane = lane(partition);
        long offset = lane.next();
        lane.entries.add(entry);
        size++;
        return offset;
    }

    private Lane lane(TopicPartition partition) {
        return lanes.computeIfAbsent(partition, p -> new Lane());
    }

    /** The offset that the next entry of this partition gets. */
    long next(TopicPartition partition) {
        return lane(partition).next();
    }

    /** The entries below these positions. */
    List<FailureEntry> below(Map<TopicPartition, Long> positions) {
        var entries = new ArrayList<FailureEntry>();
        positions.forEach((partition, position) -> {
            var lane = lane(partition);
            lane.entries.stream().limit(Math.max(0, position - lane.first)).forEach(entries::add);
        });
        return entries;
    }

    /** Takes out the entries below these positions. */
    void remove(Map<TopicPartition, Long> positions) {
        positions.forEach((partition, position) -> {
            var lane = lane(partition);
            for (; lane.first < position && lane.entries.poll() != null; lane.first++) {
                size--;
            }
        });
    }

    int size() {
        return size;
    }
}
