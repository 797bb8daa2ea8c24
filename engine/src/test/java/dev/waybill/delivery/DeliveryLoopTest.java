package dev.waybill.delivery;

import static dev.waybill.delivery.MemorySource.partition;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.record.Position;
import dev.waybill.retry.RetryPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveryLoopTest {
    private final ManualTime time = new ManualTime();
    private final MemorySource source = new MemorySource();
    private final HeldSink sink = new HeldSink();
    private final List<ParkedRecord> parked = new ArrayList<>();
    private Ordering ordering = Ordering.none();
    private Limits limits = Limits.DEFAULT;
    private RetryPolicy retry = new RetryPolicy(3, 2, ofSeconds(1), ofSeconds(4));
    private boolean exitAtEnd;
    private int failingStores;

    @Test
    void committedOffsetStopsAtTheFirstUnsettledRecord() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 2, 0);

        passCommit(loop);

        assertThat(source.committed).isEqualTo(Map.of(partition(0), 1L));
        sink.succeed(0, 1);
        passCommit(loop);
        assertThat(source.committed).isEqualTo(Map.of(partition(0), 3L));
    }

    @Test
    void nothingIsCommittedWhileTheFirstRecordIsUnsettled() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 1, 2);

        passCommit(loop);

        assertThat(source.commits).isEmpty();
    }

    @Test
    void onePartitionThatSticksHoldsNoOther() {
        source.put(0, 0, "a");
        source.put(1, 0, "b");
        source.assign(1);
        var loop = started();
        sink.succeed(1, 0);

        passCommit(loop);

        assertThat(source.committed).isEqualTo(Map.of(partition(1), 1L));
    }

    @Test
    void recordsWithTheSameKeyWaitForEachOther() {
        ordering = Ordering.key();
        source.put(0, 0, "a");
        source.put(0, 1, "b");
        source.put(0, 2, "a");
        source.put(0, 3, null);
        var loop = started();

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@3");

        sink.succeed(0, 0);
        tick(loop);
        assertThat(sink.started).last().isEqualTo("0@2");
    }

    @Test
    void orderOfTheLogLetsOneRecordGoAtATime() {
        ordering = Ordering.partition();
        var loop = reading(0, 1);
        assertThat(sink.started).containsExactly("0@0");

        sink.succeed(0, 0);
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "0@1");
    }

    @Test
    void aRetryWaitsForItsPauseAndHoldsOnlyItsOwnKey() {
        ordering = Ordering.key();
        source.put(0, 0, "a");
        source.put(0, 1, "a");
        source.put(0, 2, "b");
        source.put(0, 3, "b");
        var loop = started();
        sink.failRetriably(0, 0);
        sink.succeed(0, 2);
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "0@2", "0@3");

        time.advance(ofSeconds(1));
        tick(loop);
        assertThat(sink.started).endsWith("0@0");
        sink.succeed(0, 0);
        tick(loop);
        assertThat(sink.started).endsWith("0@1");
    }

    @Test
    void aThrottledDeliveryWaitsAsLongAsTheSinkAsked() {
        var loop = reading(0);
        sink.fail(0, 0, DeliveryException.throttled("slow down", ofSeconds(60)));
        tick(loop);

        time.advance(ofSeconds(59));
        tick(loop);
        assertThat(sink.started).hasSize(1);

        time.advance(ofSeconds(1));
        tick(loop);
        assertThat(sink.started).hasSize(2);
    }

    @Test
    void poisonIsParkedAndThenSettled() {
        var loop = reading(0, 1);
        sink.fail(0, 0, DeliveryException.poison("data.payload: missing"));
        sink.succeed(0, 1);

        passCommit(loop);

        assertThat(parked).singleElement().satisfies(p -> {
            assertThat(p.record().position()).isEqualTo(new Position("t", 0, 0));
            assertThat(p.failure().failureClass()).isEqualTo(FailureClass.POISON);
            assertThat(p.failure().reason()).isEqualTo("data.payload: missing");
        });
        assertThat(source.committed).isEqualTo(Map.of(partition(0), 2L));
    }

    @Test
    void aRecordThatCannotBeParkedStaysUnsettledUntilItCan() {
        failingStores = 2;
        var loop = reading(0);
        sink.fail(0, 0, DeliveryException.poison("no"));

        passCommit(loop);
        assertThat(source.commits).isEmpty();

        for (int i = 0; i < 5; i++) {
            time.advance(ofSeconds(1));
            tick(loop);
        }
        assertThat(parked).hasSize(1);
        assertThat(source.committed).isEqualTo(Map.of(partition(0), 1L));
    }

    @Test
    void nothingIsParkedWhileTheSinkTakesNothing() {
        var loop = reading(0, 1);

        for (int i = 0; i < 100; i++) {
            sink.failRetriably(0, 0);
            sink.failRetriably(0, 1);
            tick(loop);
            time.advance(ofSeconds(4));
            tick(loop);
        }

        assertThat(parked).isEmpty();
        assertThat(loop.stats().failedAttempts()).isEqualTo(200);
    }

    @Test
    void failuresOfAnOutageDoNotCountAgainstARecordOnceItIsOver() {
        var loop = reading(0);
        for (int i = 0; i < 10; i++) {
            sink.failRetriably(0, 0);
            tick(loop);
            time.advance(ofSeconds(4));
            tick(loop);
        }
        source.put(0, 1, "peer1");
        source.put(0, 2, "peer2");
        tick(loop);
        sink.succeed(0, 1, 2);
        tick(loop);

        sink.failRetriably(0, 0);
        tick(loop);

        assertThat(parked).isEmpty();
    }

    @Test
    void aRecordThatFailsWhileOthersArriveIsParked() {
        var loop = reading(0);
        for (int i = 1; i <= 3; i++) {
            sink.failRetriably(0, 0);
            source.put(0, i, "peer" + i);
            tick(loop);
            sink.succeed(0, i);
            tick(loop);
            time.advance(ofSeconds(4));
            tick(loop);
        }

        assertThat(parked).singleElement().satisfies(p -> {
            assertThat(p.record().offset()).isZero();
            assertThat(p.attempts()).isEqualTo(3);
        });
    }

    @Test
    void oneKeyDeliveredOftenIsNoEvidenceAgainstAnother() {
        var loop = reading(0);
        for (int i = 1; i <= 20; i++) {
            sink.failRetriably(0, 0);
            source.put(0, i, "always the same");
            tick(loop);
            sink.succeed(0, i);
            tick(loop);
            time.advance(ofSeconds(4));
            tick(loop);
        }

        assertThat(parked).isEmpty();
    }

    @Test
    void misconfigurationStopsThePipelineAndKeepsWhatArrived() {
        var loop = reading(0, 1);
        sink.fail(0, 1, DeliveryException.misconfigured("handle.password: refused"));
        assertThat(loop.tick()).isTrue();
        sink.succeed(0, 0);

        runToEnd(loop);

        assertThat(loop.report().stoppedBy())
                .hasValueSatisfying(f -> assertThat(f.reason()).isEqualTo("handle.password: refused"));
        assertThat(loop.report().stoppedAt()).contains(new Position("t", 0, 1));
        assertThat(source.committed).isEqualTo(Map.of(partition(0), 1L));
        assertThat(parked).isEmpty();
    }

    @Test
    void aStopWaitsForWhatIsInFlightAndForNothingElse() {
        limits = limits.withInFlight(2);
        var loop = reading(0, 1, 2);
        sink.failRetriably(0, 1);
        tick(loop);
        loop.stop();
        assertThat(loop.tick()).isTrue();
        sink.succeed(0, 0, 2);

        runToEnd(loop);

        assertThat(source.committed).isEqualTo(Map.of(partition(0), 1L));
        assertThat(loop.report().unfinished()).isEqualTo(1);
    }

    @Test
    void aStopDoesNotWaitLongerThanTheDrainTime() {
        limits = limits.withDrain(ofSeconds(5));
        var loop = reading(0);
        loop.stop();
        assertThat(loop.tick()).isTrue();
        time.advance(ofSeconds(5));

        runToEnd(loop);

        assertThat(source.commits).isEmpty();
        assertThat(loop.report().unfinished()).isEqualTo(1);
    }

    @Test
    void aRevokedPartitionIsCommittedAsFarAsItGot() {
        limits = limits.withDrain(ofMillis(50));
        var loop = reading(0, 1);
        sink.succeed(0, 0);
        source.revoke(0);
        time.advanceWithEveryLook(ofMillis(10));

        tick(loop);

        assertThat(source.committed).isEqualTo(Map.of(partition(0), 1L));
    }

    @Test
    void whatComesBackAfterARevokeIsNeverCommitted() {
        var loop = reading(0, 1);
        time.advanceWithEveryLook(ofSeconds(31));
        source.revoke(0);
        tick(loop);
        time.advanceWithEveryLook(ofMillis(0));

        sink.succeed(0, 0, 1);
        passCommit(loop);

        assertThat(source.commits).isEmpty();
        assertThat(loop.stats().late()).isEqualTo(2);
        assertThat(loop.stats().delivered()).isZero();
        assertThat(loop.stats().buffered()).isZero();
    }

    @Test
    void aPartitionThatReturnsIsReadAgainFromWhereItWasCommitted() {
        var loop = reading(0, 1);
        time.advanceWithEveryLook(ofSeconds(31));
        source.revoke(0);
        tick(loop);
        time.advanceWithEveryLook(ofMillis(0));
        sink.succeed(0, 0, 1);
        source.assign(0);
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@0", "0@1");
        sink.succeed(0, 0, 1);
        passCommit(loop);
        assertThat(source.committed).isEqualTo(Map.of(partition(0), 2L));
    }

    @Test
    void aLostPartitionIsNotCommitted() {
        var loop = reading(0);
        sink.succeed(0, 0);
        source.lose(0);

        passCommit(loop);

        assertThat(source.commits).isEmpty();
    }

    @Test
    void aCommitThatFailsIsTriedAgain() {
        source.failingCommits = 2;
        var loop = reading(0);
        sink.succeed(0, 0);

        passCommit(loop);
        assertThat(source.committed).isEmpty();
        passCommit(loop);
        passCommit(loop);

        assertThat(source.committed).isEqualTo(Map.of(partition(0), 1L));
    }

    @Test
    void noMoreIsReadThanMayBeBuffered() {
        limits = limits.withBuffered(4);
        source.perPoll = 1;
        var loop = reading(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(source.paused).containsExactly(partition(0));
        assertThat(sink.started).hasSize(4);

        sink.succeed(0, 0, 1);
        tick(loop);

        assertThat(sink.started).hasSizeBetween(5, 6);
    }

    @Test
    void aStuckHeadPausesItsPartitionAtTheSpanLimit() {
        limits = limits.withSpan(3);
        source.perPoll = 1;
        var loop = reading(0, 1, 2, 3, 4, 5);
        sink.succeed(0, 1, 2);
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2");
        sink.succeed(0, 0);
        tick(loop);
        assertThat(sink.started).contains("0@3", "0@4");
    }

    @Test
    void noMoreIsInFlightThanAllowed() {
        limits = limits.withInFlight(2);
        var loop = reading(0, 1, 2, 3);
        assertThat(sink.started).hasSize(2);

        sink.succeed(0, 0);
        tick(loop);

        assertThat(sink.started).hasSize(3);
    }

    @Test
    void aDeliveryThatTakesForEverHoldsNoPlaceButItsOwn() {
        limits = limits.withInFlight(16);
        var loop = reading(LongStream.range(0, 200).toArray());

        for (int i = 1; i < 150; i++) { // the first is never answered
            assertThat(sink.started).as("after %d answers", i - 1).contains("0@" + i);
            sink.succeed(0, i);
            tick(loop);
        }

        assertThat(sink.started).hasSizeGreaterThanOrEqualTo(150 + 16 - 2);
    }

    @Test
    void theRunEndsOnceEverythingIsSettledThatWasThereAtTheStart() {
        exitAtEnd = true;
        var loop = reading(0, 1);
        sink.succeed(0, 1);
        tick(loop);
        sink.succeed(0, 0);

        runToEnd(loop);

        assertThat(source.committed).isEqualTo(Map.of(partition(0), 2L));
        assertThat(loop.report().stats().delivered()).isEqualTo(2);
    }

    @Test
    void anEmptyTopicIsAtItsEndAtOnce() {
        exitAtEnd = true;
        var loop = started();

        runToEnd(loop);

        assertThat(loop.report().stats().read()).isZero();
    }

    private DeliveryLoop reading(long... offsets) {
        for (long offset : offsets) {
            source.put(0, offset, "key" + offset);
        }
        return started();
    }

    private DeliveryLoop started() {
        var plan = new DeliveryPlan(
                "test", List.of(new Stage.Later(sink::deliver)), ordering, retry, limits, this::park, exitAtEnd);
        var loop = new DeliveryLoop(plan, source, new Surroundings(time, new Random(7), Runnable::run, Runnable::run));
        source.assign(0);
        loop.start();
        tick(loop);
        return loop;
    }

    private void park(List<ParkedRecord> records) throws IOException {
        if (failingStores > 0) {
            failingStores--;
            throw new IOException("disk full");
        }
        parked.addAll(records);
    }

    private static void tick(DeliveryLoop loop) {
        for (int i = 0; i < 8; i++) {
            loop.tick();
        }
    }

    private void passCommit(DeliveryLoop loop) {
        tick(loop);
        time.advance(limits.commitInterval());
        tick(loop);
    }

    private static void runToEnd(DeliveryLoop loop) {
        for (int i = 0; i < 100; i++) {
            if (!loop.tick()) {
                return;
            }
        }
        throw new AssertionError("the loop did not end: " + loop.stats());
    }
}
