package dev.waybill.delivery;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.FetchedRecords;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.Intake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What goes on while partitions are given up, and what that may wait for. Partition 0 leaves, 1 stays. */
class RevokeTest extends LoopFixture {
    private static final int MANY = 200;
    private static final Duration DRAIN = ofSeconds(5);

    private final List<CompletableFuture<Object>> batches = new ArrayList<>();

    /** Deliveries of partition 1 take a tenth of a second; those of partition 0 end as the test says. */
    private CompletionStage<?> deliver(Object value) {
        var record = (KafkaRecord) value;
        if (record.partition() == 0) {
            return sink.deliver(record);
        }
        var later = new CompletableFuture<Object>();
        time.after(ofMillis(100), () -> later.complete("done"));
        return later;
    }

    private CompletionStage<?> deliverBatch(Object values) {
        var result = new CompletableFuture<Object>();
        batches.add(result);
        return result;
    }

    private DeliveryLoop readingBoth() {
        limits = limits.withDrain(DRAIN).withInFlight(16);
        source.assign(List.of(partition(0), partition(1)));
        return startedWithout();
    }

    private Duration revoking(DeliveryLoop loop) {
        long start = time.nanos();
        source.revoke(List.of(partition(0)));
        loop.tick();
        return Duration.ofNanos(time.nanos() - start);
    }

    @Test
    void whatStaysIsDeliveredWhileWhatLeavesHangs() {
        stages = List.of(new Stage.Later(this::deliver));
        put(0, 0, "a");
        for (int offset = 0; offset < MANY; offset++) {
            put(1, offset, "key" + offset);
        }
        var loop = readingBoth();

        assertThat(revoking(loop)).isBetween(DRAIN, DRAIN.plusMillis(100));
        assertThat(loop.stats().delivered()).isEqualTo(MANY);
    }

    @Test
    void aRecordOfWhatStaysIsTriedAgainMeanwhile() {
        put(0, 0, "a");
        put(1, 0, "b");
        var loop = readingBoth();
        sink.failRetriably(1, 0);
        tick(loop);

        revoking(loop);

        assertThat(sink.started).filteredOn("1@0"::equals).hasSize(2);
    }

    @Test
    void progressOfWhatStaysIsKeptMeanwhile() {
        stages = List.of(new Stage.Later(this::deliver));
        put(0, 0, "a");
        for (int offset = 0; offset < MANY; offset++) {
            put(1, offset, "key" + offset);
        }
        var loop = readingBoth();
        Map<TopicPartition, Long> meanwhile = new HashMap<>();
        time.after(DRAIN.minusSeconds(1), () -> meanwhile.putAll(topics.committed()));

        revoking(loop);

        assertThat(meanwhile).containsEntry(partition(1), (long) MANY);
    }

    @Test
    void nothingOfWhatLeavesIsStarted() {
        ordering = Ordering.key();
        limits = limits.withDrain(DRAIN);
        put(0, 0, "a");
        put(0, 1, "a");
        put(0, 2, "b");
        put(1, 0, "c");
        var loop = readingBoth();
        sink.failRetriably(0, 2);
        tick(loop);
        time.after(ofSeconds(1), () -> sink.succeed(0, 0));

        assertThat(revoking(loop)).isBetween(ofSeconds(1), ofMillis(1_100));

        assertThat(sink.started).containsExactlyInAnyOrder("0@0", "0@2", "1@0");
        assertThat(topics.committed()).containsEntry(partition(0), 1L);
    }

    @Test
    void noBatchOfWhatStaysIsWaitedFor() {
        stages = List.of(new Stage.Gather(1, ofDays(1)), new Stage.Later(this::deliverBatch));
        put(1, 0, "b");
        var loop = readingBoth();
        assertThat(batches).hasSize(1);

        assertThat(revoking(loop)).isLessThan(ofMillis(100));
    }

    @Test
    void noParkingOfWhatStaysIsWaitedFor() {
        parking = task -> {}; // a store that hangs
        put(1, 0, "b");
        var loop = readingBoth();
        sink.fail(1, 0, DeliveryException.poison("no"));
        tick(loop);

        assertThat(revoking(loop)).isLessThan(ofMillis(100));
    }

    @Test
    void onlyBatchesWithRecordsOfWhatLeavesAreClosedEarly() {
        stages = List.of(new Stage.Gather(10, ofDays(1)), new Stage.Later(this::deliverBatch));
        put(1, 0, "b");
        var loop = readingBoth();

        revoking(loop);
        assertThat(batches).isEmpty();

        source.assign(List.of(partition(0)));
        put(0, 0, "a");
        tick(loop);
        time.after(ofSeconds(1), () -> batches.forEach(batch -> batch.complete("done")));
        revoking(loop);

        assertThat(batches).hasSize(1);
        assertThat(topics.committed()).containsEntry(partition(0), 1L);
    }

    @Test
    void aStopMeanwhileStartsNothingMoreAndTakesNoLongerThanOneDrain() {
        limits = limits.withInFlight(1);
        stages = List.of(new Stage.Later(this::deliver));
        put(0, 0, "a");
        for (int offset = 0; offset < MANY; offset++) {
            put(1, offset, "key" + offset);
        }
        var loop = readingBoth();
        long start = time.nanos();
        time.after(ofMillis(500), loop::stop);
        revoking(loop);
        runToEnd(loop);

        assertThat(Duration.ofNanos(time.nanos() - start)).isLessThan(DRAIN.plusMillis(700));
        assertThat(loop.report().stats().delivered()).isLessThan(MANY);
    }

    @Test
    void aSourceThatClosesAfterTheEndIsNotHeldUpAgain() {
        var loop = readingBoth();
        put(0, 0, "a");
        tick(loop);
        loop.stop();
        loop.tick();
        time.advance(DRAIN);
        runToEnd(loop);
        long ended = time.nanos();

        source.revoke(List.of(partition(0), partition(1)));
        source.poll(Duration.ZERO, new Nobody()); // as a consumer that leaves its group

        assertThat(time.nanos()).isEqualTo(ended);
        assertThat(loop.report().unfinished()).isEqualTo(1);
    }

    private static final class Nobody implements Intake {
        @Override
        public void partition(TopicPartition id) {}

        @Override
        public void records(FetchedRecords records) {}

        @Override
        public void position(long position) {}
    }
}
