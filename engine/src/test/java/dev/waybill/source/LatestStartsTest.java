package dev.waybill.source;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.ManualTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Where members of one group begin that do not read all of a topic. The log of partition p ends at 10 + p. */
final class LatestStartsTest {
    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);
    private static final TopicPartition THIRD = new TopicPartition("t", 2);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final LatestStarts starts = new LatestStarts(consumer, new ManualTime(), ofSeconds(1));

    private void reads(TopicPartition... partitions) {
        consumer.updatePartitions("t", List.of(info(0), info(1), info(2)));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 1L, THIRD, 2L));
        consumer.updateEndOffsets(Map.of(FIRST, 10L, SECOND, 11L, THIRD, 12L));
        consumer.assign(List.of(partitions));
        starts.lookAround();
    }

    private static PartitionInfo info(int partition) {
        return new PartitionInfo("t", partition, null, null, null);
    }

    private void kept(TopicPartition partition, long offset) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
    }

    @Test
    void whoeverReadsTheFirstPartitionBeginsForAll() {
        reads(FIRST, SECOND, THIRD);

        assertThat(starts.of(List.of(FIRST, SECOND))).isEqualTo(Map.of(FIRST, 10L, SECOND, 11L));

        assertThat(consumer.committed(Set.of(THIRD))).isEqualTo(Map.of(THIRD, new OffsetAndMetadata(12)));
    }

    @Test
    void theOthersWaitForThat() {
        reads(SECOND);

        assertThat(starts.of(List.of(SECOND))).isEmpty();
    }

    @Test
    void aPartitionWithoutAPositionWasAddedLater() {
        reads(SECOND);
        kept(FIRST, 5);

        assertThat(starts.of(List.of(SECOND))).isEqualTo(Map.of(SECOND, 1L));
    }

    @Test
    void aPositionThatAnotherMemberKeptMeanwhileIsLeftToTheNextPoll() {
        reads(SECOND, THIRD);
        kept(FIRST, 10);
        kept(SECOND, 11);

        assertThat(starts.of(List.of(SECOND, THIRD))).isEqualTo(Map.of(THIRD, 2L));
    }
}
