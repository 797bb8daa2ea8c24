package dev.waybill.source;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A partition is released only once every commit that was sent for it has been answered. */
class CommitsUnderWayTest {
    private static final TopicPartition P = new TopicPartition("t", 0);

    private final List<String> events = new ArrayList<>();
    private final SlowBroker consumer = new SlowBroker();
    private final KafkaRecordSource source = source();

    /** A client whose broker answers commits only when the client waits for it. */
    private static final class SlowBroker extends MockConsumer<byte[], byte[]> {
        private final List<Runnable> unanswered = new ArrayList<>();

        SlowBroker() {
            super("none");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            unanswered.add(() -> callback.onComplete(offsets, null));
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            unanswered.forEach(Runnable::run);
            unanswered.clear();
        }
    }

    private final class Listener implements PartitionListener {
        @Override
        public void assigned(Collection<TopicPartition> partitions) {}

        @Override
        public void revoked(Collection<TopicPartition> partitions) {
            events.add("revoked");
        }

        @Override
        public void lost(Collection<TopicPartition> partitions) {}
    }

    private KafkaRecordSource source() {
        var topics = new TopicIds(
                () -> {
                    throw new KafkaException("no broker");
                },
                Time.system());
        var positions = new Positions(
                consumer,
                new StartOffsets(consumer, new StartPosition.Earliest(), Time.system(), ofSeconds(1)),
                new Losses(LostRecordsPolicy.STOP, lost -> {}),
                topics,
                ofSeconds(1));
        return new KafkaRecordSource(
                consumer, new Subscription.Topics(List.of("t")), positions, new CommitWatch(Time.system()), 500);
    }

    @Test
    void aRevokeWaitsForTheCommitUnderWay() {
        source.start(new Listener());
        consumer.rebalance(List.of(P));
        source.commit(Map.of(P, new Progress(5, "")), problem -> events.add("committed"));

        consumer.rebalance(List.of());
        events.add("released");

        assertThat(events).containsExactly("revoked", "committed", "released");
    }

    @Test
    void aRevokeWithNothingUnderWayAsksNothingOfTheBroker() {
        source.start(new Listener());
        consumer.rebalance(List.of(P));

        consumer.rebalance(List.of());

        assertThat(consumer.unanswered).isEmpty();
        assertThat(events).containsExactly("revoked");
    }
}
