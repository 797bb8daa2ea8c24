package dev.waybill.metrics;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.FetchedRecords;
import dev.waybill.source.CommitListener;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeteredSourceTest {
    private static final TopicPartition P = new TopicPartition("t", 0);

    private final MockClock time = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, time);
    private final Scripted script = new Scripted();
    private final MeteredSource source = new MeteredSource(script, new SourceMeters(registry, "p"));

    @Test
    void aCommitIsTimedUntilItWasKept() {
        var heard = new ArrayList<Optional<Exception>>();

        source.commit(Map.of(), problem -> heard.add(Optional.ofNullable(problem)));
        time.add(ofMillis(30));
        script.end(null);
        source.commitNow(Map.of());

        var commits = registry.get("waybill.commit").timer();
        assertThat(commits.count()).isEqualTo(2);
        assertThat(commits.max(MILLISECONDS)).isEqualTo(30);
        assertThat(heard).containsExactly(Optional.empty());
    }

    @Test
    void aCommitThatIsNotKeptIsCountedByItsReason() {
        refuse(new TimeoutException("away"));
        refuse(new CommitFailedException());
        refuse(new OffsetMetadataTooLarge());
        script.atOnce = Optional.of(new TimeoutException("away"));
        assertThat(source.commitNow(Map.of())).isPresent();

        assertThat(failures("retry")).isEqualTo(2);
        assertThat(failures("rejoin")).isEqualTo(1);
        assertThat(failures("too_large")).isEqualTo(1);
        assertThat(failures("stop")).isZero();
        assertThat(registry.get("waybill.commit").timer().count()).isZero();
    }

    @Test
    void aRebalanceTakesAsLongAsTheLoopHoldsItUp() {
        source.start(new Slow());

        script.listener.assigned(List.of(P));
        script.listener.revoked(List.of(P));
        script.listener.assigned(List.of());

        assertThat(registry.get("waybill.rebalance")
                        .tag("kind", "revoked")
                        .timer()
                        .totalTime(SECONDS))
                .isEqualTo(7);
        assertThat(rebalances("assigned")).isEqualTo(1);
        assertThat(rebalances("revoked")).isEqualTo(1);
        assertThat(rebalances("lost")).isZero();
    }

    @Test
    void lostRecordsAreCountedOnceEvenIfThePollEndsTheRun() {
        script.lost = 40;
        source.poll(Duration.ZERO, new Nothing());
        source.poll(Duration.ZERO, new Nothing());
        script.lost = 42;
        script.end = DeliveryException.misconfigured("records are lost");

        assertThatThrownBy(() -> source.poll(Duration.ZERO, new Nothing())).isSameAs(script.end);

        assertThat(registry.get("waybill.offset.loss.records").counter().count())
                .isEqualTo(42);
    }

    private void refuse(Exception problem) {
        source.commit(Map.of(), heard -> assertThat(heard).isSameAs(problem));
        script.end(problem);
    }

    private double failures(String reason) {
        return registry.get("waybill.commit.failures")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private double rebalances(String kind) {
        return registry.get("waybill.rebalances").tag("kind", kind).counter().count();
    }

    private final class Slow implements PartitionListener {
        @Override
        public void assigned(Collection<TopicPartition> partitions) {}

        @Override
        public void revoked(Collection<TopicPartition> partitions) {
            time.add(ofSeconds(7));
        }

        @Override
        public void lost(Collection<TopicPartition> partitions) {}
    }

    private static final class Nothing implements Intake {
        @Override
        public void partition(TopicPartition id) {}

        @Override
        public void records(FetchedRecords records) {}

        @Override
        public void position(long position) {}
    }

    /** A source that does what the test says. */
    private static final class Scripted implements RecordSource {
        private final List<CommitListener> commits = new ArrayList<>();

        @SuppressWarnings("NullAway.Init")
        private PartitionListener listener;

        private Optional<Exception> atOnce = Optional.empty();
        private @Nullable DeliveryException end;
        private long lost;

        void end(@Nullable Exception problem) {
            commits.remove(0).committed(problem);
        }

        @Override
        public void start(PartitionListener newListener) {
            listener = newListener;
        }

        @Override
        public void poll(Duration longest, Intake intake) {
            if (end != null) {
                throw end;
            }
        }

        @Override
        public long lostRecords() {
            return lost;
        }

        @Override
        public void commit(Map<TopicPartition, Progress> progress, CommitListener done) {
            commits.add(done);
        }

        @Override
        public Optional<Exception> commitNow(Map<TopicPartition, Progress> progress) {
            return atOnce;
        }

        @Override
        public void pause(Collection<TopicPartition> partitions) {}

        @Override
        public void resume(Collection<TopicPartition> partitions) {}

        @Override
        public int largestPoll() {
            return 1;
        }

        @Override
        public Map<TopicPartition, Progress> committed(Collection<TopicPartition> partitions) {
            return Map.of();
        }

        @Override
        public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
            return Map.of();
        }

        @Override
        public long position(TopicPartition partition) {
            return 0;
        }

        @Override
        public void close() {}
    }
}
