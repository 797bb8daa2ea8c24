package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.offset.FailedAt;
import dev.waybill.offset.ResumeExtras;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Writes down how often records failed, for the run after this one. Confined to the loop's thread.
 *
 * <p>Only counts survive, not what the sink took meanwhile: a record that goes on from its last attempt is given up only
 * once the sink has taken enough others in the new run as well.
 */
final class AttemptCounts {
    private AttemptCounts() {}

    /** Says in the next commit of each of {@code partitions} how often its records failed; the lowest count. */
    static void write(Collection<PartitionState> partitions, Triage triage) {
        if (triage.failing().isEmpty() && partitions.stream().allMatch(PartitionState::hasNoAttempts)) {
            return;
        }
        Map<PartitionState, TreeMap<Long, FailedAt>> counts = new HashMap<>();
        for (Flight flight : triage.failing()) {
            var counted = requireNonNull(flight.trouble).counted();
            if (counted != null) {
                add(counts.computeIfAbsent(flight.partition, p -> new TreeMap<>()), flight.offset, counted);
            }
        }
        for (var partition : partitions) {
            var lowest = counts.getOrDefault(partition, new TreeMap<Long, FailedAt>());
            partition.earlierAttempts().forEach((offset, counted) -> {
                if (!lowest.containsKey(offset)) {
                    add(lowest, offset, counted);
                }
            });
            partition.attempts(lowest);
        }
    }

    private static void add(NavigableMap<Long, FailedAt> lowest, long offset, FailedAt counted) {
        lowest.put(offset, counted);
        if (lowest.size() > ResumeExtras.MOST_ATTEMPTS) {
            lowest.pollLastEntry();
        }
    }
}
