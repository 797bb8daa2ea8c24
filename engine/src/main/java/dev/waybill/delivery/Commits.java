package dev.waybill.delivery;

import dev.waybill.source.RecordSource;
import dev.waybill.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the heads at the source: at most one commit under way, never one that goes back. Confined to the loop's thread.
 */
final class Commits {
    private static final Logger log = LoggerFactory.getLogger(Commits.class);

    private final RecordSource source;
    private final Time time;
    private final Duration interval;
    private boolean underWay;
    private long lastNanos;

    long kept;
    long failed;
    long nanos;

    Commits(RecordSource source, Time time, Duration interval) {
        this.source = source;
        this.time = time;
        this.interval = interval;
        this.lastNanos = time.nanos();
    }

    /** Starts a commit if one is due and something moved. What fails is due again after the next interval. */
    void commitIfDue(Collection<PartitionState> partitions) {
        if (underWay || !time.hasPassed(lastNanos, interval)) {
            return;
        }
        lastNanos = time.nanos();
        var moved = moved(partitions);
        if (!moved.isEmpty()) {
            underWay = true;
            source.commit(positions(moved), problem -> ended(moved, problem));
        }
    }

    private void ended(Map<PartitionState, Long> moved, @Nullable Exception problem) {
        underWay = false;
        nanos += time.nanos() - lastNanos;
        if (problem == null) {
            kept++;
            moved.forEach(Commits::keep);
        } else {
            failed++;
            log.atDebug().addKeyValue("error", problem).log("commit failed, tried again at the next interval");
        }
    }

    /** Commits before it returns. */
    void commitNow(Collection<PartitionState> partitions) {
        var moved = moved(partitions);
        if (moved.isEmpty()) {
            return;
        }
        var problem = source.commitNow(positions(moved));
        if (problem.isEmpty()) {
            kept++;
            moved.forEach(Commits::keep);
        } else {
            failed++;
            log.atWarn()
                    .addKeyValue("partitions", positions(moved).keySet())
                    .addKeyValue("error", problem.get().toString())
                    .log("last commit failed, what was delivered since the one before will be delivered again");
        }
    }

    private static Map<PartitionState, Long> moved(Collection<PartitionState> partitions) {
        var moved = new HashMap<PartitionState, Long>();
        for (var partition : partitions) {
            long head = partition.head();
            if (!partition.closed && head > partition.committed && head != partition.start) {
                moved.put(partition, head);
            }
        }
        return moved;
    }

    private static Map<TopicPartition, Long> positions(Map<PartitionState, Long> moved) {
        var positions = new HashMap<TopicPartition, Long>();
        moved.forEach((partition, head) -> positions.put(partition.id, head));
        return positions;
    }

    private static void keep(PartitionState partition, long head) {
        partition.committed = Math.max(partition.committed, head);
    }
}
