package dev.waybill.files.moving;

import dev.waybill.files.moving.LogBounds.Bounds;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** Which partitions are read in this process, and up to where all of each is settled. Thread-safe. */
public final class Heads {
    private final Map<TopicPartition, Long> heads = new ConcurrentHashMap<>();

    void assigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> heads.put(partition, 0L));
    }

    void moved(TopicPartition partition, long head) {
        heads.computeIfPresent(partition, (known, before) -> Math.max(before, head));
    }

    void gone(Collection<TopicPartition> partitions) {
        partitions.forEach(heads::remove);
    }

    /** Those that are read now. */
    public Set<TopicPartition> partitions() {
        return Set.copyOf(heads.keySet());
    }

    /** Whether these are the partitions that are read, and all that is within the bounds is settled. */
    public boolean haveReached(Map<TopicPartition, Bounds> bounds) {
        return bounds.keySet().equals(heads.keySet())
                && bounds.entrySet().stream().allMatch(entry -> hasReached(entry.getKey(), entry.getValue()));
    }

    private boolean hasReached(TopicPartition partition, Bounds bounds) {
        boolean isEmpty = bounds.begin() == bounds.end();
        return isEmpty || heads.getOrDefault(partition, 0L) >= bounds.end();
    }
}
