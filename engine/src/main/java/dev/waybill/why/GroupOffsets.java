package dev.waybill.why;

import dev.waybill.offset.ResumeData;
import dev.waybill.offset.ResumeData.Decoded;
import dev.waybill.record.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a group has committed, resume data included, read as if it were a pipeline of which nothing else is known. */
record GroupOffsets(String group, Map<TopicPartition, OffsetAndMetadata> committed, Instant at) {
    Why why(Function<TopicPartition, OptionalLong> end) {
        var partitions = new ArrayList<PartitionWhy>();
        committed.forEach((id, offset) -> partitions.add(partition(id, offset, end.apply(id))));
        partitions.sort(Comparator.comparing(PartitionWhy::topic).thenComparingInt(PartitionWhy::partition));
        var unseen = new Progress(ProgressState.NOT_SEEN, at);
        return new Why(group, at, unseen, Load.NONE, Totals.NONE, SinkBreaker.NONE, partitions, List.of());
    }

    private PartitionWhy partition(TopicPartition id, OffsetAndMetadata kept, OptionalLong end) {
        long offset = kept.offset();
        var head = OptionalLong.of(offset);
        var offsets = new Offsets(head, head, OptionalLong.empty(), end, held(id, kept));
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

    private static long held(TopicPartition id, OffsetAndMetadata kept) {
        var position = new Position(id.topic(), id.partition(), kept.offset());
        return ResumeData.decode(kept.metadata(), position) instanceof Decoded.Accepted accepted
                ? accepted.data().held().count()
                : 0;
    }

    private static Blocking first(long offset) {
        return new Blocking(
                offset, Optional.empty(), Optional.empty(), Whereabouts.NOT_SEEN, Duration.ZERO, Attempts.unfailed(0));
    }
}
