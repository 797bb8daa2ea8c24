package dev.waybill.why;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** What a group has committed, read as if it were a pipeline of which nothing else is known. */
record GroupOffsets(String group, Map<TopicPartition, Long> committed, Instant at) {
    Why why(Function<TopicPartition, OptionalLong> end) {
        var partitions = new ArrayList<PartitionWhy>();
        committed.forEach((id, offset) -> partitions.add(partition(id, offset, end.apply(id))));
        partitions.sort(Comparator.comparing(PartitionWhy::topic).thenComparingInt(PartitionWhy::partition));
        var unseen = new Progress(ProgressState.NOT_SEEN, at);
        return new Why(group, at, unseen, Load.NONE, Totals.NONE, SinkBreaker.NONE, partitions);
    }

    private PartitionWhy partition(TopicPartition id, long offset, OptionalLong end) {
        var head = OptionalLong.of(offset);
        var offsets = new Offsets(head, head, OptionalLong.empty(), end, 0);
        boolean isAtEnd = end.isPresent() && end.getAsLong() <= offset;
        return new PartitionWhy(
                id.topic(),
                id.partition(),
                new Progress(isAtEnd ? ProgressState.IDLE : ProgressState.NOT_SEEN, at),
                offsets,
                Load.NONE,
                0,
                isAtEnd ? Optional.empty() : Optional.of(first(offset)),
                Retention.UNKNOWN);
    }

    private static Blocking first(long offset) {
        return new Blocking(
                offset, Optional.empty(), Optional.empty(), Whereabouts.NOT_SEEN, Duration.ZERO, Attempts.unfailed(0));
    }
}
