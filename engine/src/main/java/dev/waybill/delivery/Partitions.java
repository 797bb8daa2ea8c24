package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.source.RecordSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that are assigned here, which of them are paused, and whether they are at their ends. Confined to the
 * loop's thread.
 */
final class Partitions {
    private final Map<TopicPartition, PartitionState> byId = new HashMap<>();
    private final RecordSource source;

    Partitions(RecordSource source) {
        this.source = source;
    }

    void open(Collection<TopicPartition> ids) {
        for (var id : ids) {
            byId.put(id, new PartitionState(id));
        }
    }

    /** Those of {@code ids} that are open; they are closed from now on. */
    List<PartitionState> close(Collection<TopicPartition> ids) {
        var closed = new ArrayList<PartitionState>();
        for (var id : ids) {
            var partition = byId.remove(id);
            if (partition != null) {
                partition.closed = true;
                closed.add(partition);
            }
        }
        return closed;
    }

    void closeAll() {
        close(List.copyOf(byId.keySet()));
    }

    List<PartitionState> among(Collection<TopicPartition> ids) {
        return byId.values().stream().filter(p -> ids.contains(p.id)).toList();
    }

    @Nullable
    PartitionState get(TopicPartition id) {
        return byId.get(id);
    }

    Collection<PartitionState> all() {
        return byId.values();
    }

    int buffered() {
        int sum = 0;
        for (var partition : byId.values()) {
            sum += partition.buffered;
        }
        return sum;
    }

    long bufferedBytes() {
        long sum = 0;
        for (var partition : byId.values()) {
            sum += partition.bufferedBytes;
        }
        return sum;
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Whether all are settled up to where their log ended when this was asked first. */
    boolean areAtEnd() {
        if (isEmpty()) {
            return false;
        }
        var unknown = byId.values().stream()
                .filter(p -> p.end == PartitionState.UNKNOWN)
                .map(p -> p.id)
                .toList();
        if (!unknown.isEmpty()) {
            var ends = source.ends(unknown);
            ends.forEach((id, end) -> requireNonNull(byId.get(id)).end = end);
        }
        return byId.values().stream()
                .allMatch(p -> p.stopped
                        ? p.inFlight == 0
                        : p.end != PartitionState.UNKNOWN && Math.max(p.head(), untouchedPosition(p)) >= p.end);
    }

    private long untouchedPosition(PartitionState partition) {
        return partition.isIdle() ? source.position(partition.id) : PartitionState.UNKNOWN;
    }

    /** Pauses those that are to be paused and resumes the others. Returns whether none is left to read from. */
    boolean pauseWhere(Predicate<PartitionState> toPause) {
        var pause = new ArrayList<TopicPartition>();
        var resume = new ArrayList<TopicPartition>();
        boolean allPaused = true;
        for (var partition : byId.values()) {
            boolean wanted = toPause.test(partition);
            if (wanted != partition.paused) {
                (wanted ? pause : resume).add(partition.id);
                partition.paused = wanted;
            }
            allPaused &= wanted;
        }
        if (!pause.isEmpty()) {
            source.pause(pause);
        }
        if (!resume.isEmpty()) {
            source.resume(resume);
        }
        return allPaused && !byId.isEmpty();
    }
}
