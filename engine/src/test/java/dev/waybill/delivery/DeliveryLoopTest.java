package dev.waybill.delivery;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.source.ForwardingSource;
import dev.waybill.source.Intake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Reading, order, commits, bounds and ends. */
class DeliveryLoopTest extends LoopFixture {
    @Test
    void committedOffsetStopsAtTheFirstUnsettledRecord() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 2, 0);

        passCommit(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
        sink.succeed(0, 1);
        passCommit(loop);
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 3L));
    }

    @Test
    void thePositionStaysWhileTheFirstRecordIsUnsettled() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 1, 2);

        passCommit(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 0L));
    }

    @Test
    void nothingIsCommittedWhileNothingIsSettled() {
        var loop = reading(0, 1, 2);

        passCommit(loop);

        assertThat(topics.commits()).allMatch(commit -> commit.position() == 0);
    }

    @Test
    void onePartitionThatSticksHoldsNoOther() {
        put(0, 0, "a");
        put(1, 0, "b");
        source.assign(List.of(partition(1)));
        var loop = started();
        sink.succeed(1, 0);

        passCommit(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 0L, partition(1), 1L));
    }

    @Test
    void recordsWithTheSameKeyWaitForEachOther() {
        ordering = Ordering.key();
        put(0, 0, "a");
        put(0, 1, "b");
        put(0, 2, "a");
        put(0, 3, null);
        var loop = started();

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@3");

        sink.succeed(0, 0);
        tick(loop);
        assertThat(sink.started).last().isEqualTo("0@2");
    }

    /** Who waits in a poll does not hear of what comes back. */
    @Test
    void noPollWaitsWhileARecordWaitsForAnotherThatIsUnderWay() {
        var waits = new ArrayList<Duration>();
        reader = new ForwardingSource(source) {
            @Override
            public void poll(Duration longest, Intake intake) {
                waits.add(longest);
                super.poll(longest, intake);
            }
        };
        ordering = Ordering.partition();
        var loop = reading(0, 1);
        waits.clear();

        tick(loop);
        assertThat(waits).isNotEmpty().containsOnly(Duration.ZERO);

        sink.succeed(0, 0);
        tick(loop);
        assertThat(waits).last().isEqualTo(ofMillis(5)); // nothing waits for the other
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
    void aStopWaitsForWhatIsInFlightAndForNothingElse() {
        limits = limits.withInFlight(2);
        var loop = reading(0, 1, 2);
        sink.failRetriably(0, 1);
        tick(loop);
        loop.stop();
        assertThat(loop.tick()).isTrue();
        sink.succeed(0, 0, 2);

        runToEnd(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
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

        assertThat(topics.commits()).allMatch(commit -> commit.position() == 0);
        assertThat(loop.report().unfinished()).isEqualTo(1);
    }

    @Test
    void aRevokedPartitionIsCommittedAsFarAsItGot() {
        limits = limits.withDrain(ofMillis(50));
        var loop = reading(0, 1);
        sink.succeed(0, 0);
        source.revoke(List.of(partition(0)));

        tick(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
    }

    @Test
    void whatComesBackAfterARevokeIsNeverCommitted() {
        var loop = reading(0, 1);
        source.revoke(List.of(partition(0)));
        tick(loop);

        sink.succeed(0, 0, 1);
        passCommit(loop);

        assertThat(topics.commits()).allMatch(commit -> commit.position() == 0);
        assertThat(loop.stats().late()).isEqualTo(2);
        assertThat(loop.stats().delivered()).isZero();
        assertThat(loop.stats().buffered()).isZero();
    }

    @Test
    void aPartitionThatReturnsIsReadAgainFromWhereItWasCommitted() {
        var loop = reading(0, 1);
        source.revoke(List.of(partition(0)));
        tick(loop);
        sink.succeed(0, 0, 1);
        source.assign(List.of(partition(0)));
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@0", "0@1");
        sink.succeed(0, 0, 1);
        passCommit(loop);
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 2L));
    }

    @Test
    void aLostPartitionIsNotCommitted() {
        var loop = reading(0);
        sink.succeed(0, 0);
        source.lose();

        passCommit(loop);

        assertThat(topics.commits()).allMatch(commit -> commit.position() == 0);
    }

    @Test
    void aCommitThatFailsIsTriedAgain() {
        source.refuseCommits(2);
        var loop = reading(0);
        sink.succeed(0, 0);

        passCommit(loop);
        assertThat(topics.committed()).isEmpty();
        passCommit(loop);
        passCommit(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
    }

    @Test
    void noMoreIsReadThanMayBeBuffered() {
        limits = limits.withBuffered(4);
        source.perPoll(1);
        var loop = reading(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(source.paused()).containsExactly(partition(0));
        assertThat(sink.started).hasSize(4);

        sink.succeed(0, 0, 1);
        tick(loop);

        assertThat(sink.started).hasSizeBetween(5, 6);
    }

    @Test
    void aStuckHeadPausesItsPartitionAtTheSpanLimit() {
        limits = limits.withSpan(3);
        source.perPoll(1);
        var loop = reading(0, 1, 2, 3, 4, 5);
        sink.succeed(0, 1, 2);
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2");
        sink.succeed(0, 0);
        tick(loop);
        assertThat(sink.started).contains("0@3", "0@4");
    }

    @Test
    void readingPausesWhileAsManyBytesAreHeldAsAllowed() {
        limits = new Limits(100, 100, 25, 100, ofMillis(250), ofSeconds(30));
        source.perPoll(1);
        var loop = reading(0, 1, 2, 3, 4); // of 14 bytes each
        assertThat(sink.started).containsExactly("0@0", "0@1");

        sink.succeed(0, 0);
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2");
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
    void aFullBatchGoesBeforeRecordsThatWereReadLater() {
        var batches = new ArrayList<Object>();
        stages = List.of(new Stage.Later(sink::deliver), new Stage.Gather(2, ofSeconds(1)), new Stage.Later(batch -> {
            batches.add(batch);
            return new CompletableFuture<>();
        }));
        limits = limits.withInFlight(2);
        var loop = reading(0, 1, 2, 3);

        sink.succeed(0, 0, 1);
        tick(loop);

        assertThat(batches).hasSize(1);
        assertThat(sink.started).containsExactly("0@0", "0@1");
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

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 2L));
        assertThat(loop.report().stats().delivered()).isEqualTo(2);
    }

    @Test
    void anEmptyTopicIsAtItsEndAtOnce() {
        exitAtEnd = true;
        var loop = started();

        runToEnd(loop);

        assertThat(loop.report().stats().read()).isZero();
    }

    @Test
    void aTopicThatDoesNotExistYetIsNotAtItsEnd() {
        exitAtEnd = true;
        var loop = startedWithout();

        time.advance(ofSeconds(60));

        assertThat(loop.tick()).isTrue();
    }
}
