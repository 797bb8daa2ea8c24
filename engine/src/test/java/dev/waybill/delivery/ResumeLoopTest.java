package dev.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.offset.Alphabet;
import dev.waybill.offset.OffsetTracker;
import dev.waybill.offset.ResumeData;
import dev.waybill.offset.ResumeData.Decoded;
import dev.waybill.offset.ResumeExtras;
import dev.waybill.offset.ResumeFormat;
import dev.waybill.record.Position;
import dev.waybill.testkit.KeptCommit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a loop knows of the one before it, which ended without a word. */
class ResumeLoopTest extends LoopFixture {
    @Test
    void afterACrashOnlyTheUnsettledAreDeliveredAgain() {
        var loop = reading(0, 1, 2, 3, 4);
        sink.succeed(0, 1, 3);
        passCommit(loop);

        var second = restarted();

        assertThat(sink.started).containsExactly("0@0", "0@2", "0@4");
        assertThat(second.stats().skipped()).isEqualTo(2);
        sink.succeed(0, 0, 2, 4);
    }

    @Test
    void everythingIsCommittedInTheEnd() {
        var loop = reading(0, 1, 2, 3, 4);
        sink.succeed(0, 1, 3);
        passCommit(loop);
        var second = restarted();

        sink.succeed(0, 0, 2, 4);
        passCommit(second);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 5L));
        assertThat(heldIn(metadata(), 5)).isZero();
        assertThat(second.stats().buffered()).isZero();
    }

    @Test
    void whatWasSettledSinceTheLastCommitIsDeliveredAgain() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 1);
        passCommit(loop);
        sink.succeed(0, 2);
        loop.tick();

        restarted();

        assertThat(sink.started).containsExactly("0@0", "0@2");
    }

    @Test
    void aSecondCrashBeforeAnythingWasReadAgainForgetsNothing() {
        var loop = reading(0, 1, 2, 3);
        sink.succeed(0, 1, 3);
        passCommit(loop);
        source.perPoll(1);
        var second = restarted();
        sink.succeed(0, 0);
        passCommit(second);

        restarted();

        assertThat(sink.started).containsExactly("0@2");
    }

    @Test
    void aRevokedPartitionIsResumedByWhoeverReadsItNext() {
        limits = limits.withDrain(java.time.Duration.ofMillis(50));
        var loop = reading(0, 1, 2);
        sink.succeed(0, 1);
        source.revoke(List.of(partition(0)));
        tick(loop);
        sink.started.clear();

        source.assign(List.of(partition(0)));
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "0@2");
    }

    @Test
    void recordsCompactedAwayMeanwhileAreNoObstacle() {
        var loop = reading(0, 1, 2, 3, 4);
        sink.succeed(0, 1, 2, 3);
        passCommit(loop);
        topics.remove("t", 0, 0);
        topics.remove("t", 0, 2);
        var second = restarted();

        sink.succeed(0, 4);
        passCommit(second);

        assertThat(sink.started).containsExactly("0@4");
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 5L));
    }

    @Test
    void nothingIsCommittedAgainAsLongAsNothingChanges() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 1);
        passCommit(loop);
        passCommit(loop);
        var second = restarted();
        int commits = topics.commits().size();

        passCommit(second);
        passCommit(second);

        assertThat(topics.commits()).hasSize(commits);
    }

    @Test
    void foreignMetadataIsIgnored() {
        topics.commit(partition(0), 1, "somebody else's");

        reading(0, 1, 2);

        assertThat(sink.started).containsExactly("0@1", "0@2");
    }

    @Test
    void metadataOfAnotherPositionIsIgnored() {
        topics.commit(partition(0), 1, dataOf(0, 2).encode(ResumeFormat.DEFAULT, "t", 0));

        reading(0, 1, 2);

        assertThat(sink.started).containsExactly("0@1", "0@2");
    }

    @Test
    void metadataOfAnotherPartitionIsIgnoredThoughThePositionIsTheSame() {
        topics.commit(partition(0), 1, dataOf(1, 2).encode(ResumeFormat.DEFAULT, "t", 1));

        reading(0, 1, 2);

        assertThat(sink.started).containsExactly("0@1", "0@2");
    }

    @Test
    void readingThatGoesOnBeforeTheCommittedPositionForgetsWhatWasHeld() {
        topics.commit(partition(0), 100, dataOf(100, 102).encode(ResumeFormat.DEFAULT, "t", 0));
        source.startAt(partition(0), 0);

        var loop = reading(0, 1, 2, 102);

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2", "0@102");
        sink.succeed(0, 0, 1, 2, 102);
        passCommit(loop);
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 103L));
    }

    @Test
    void aRefusedTextIsCommittedWithoutAtOnceAndShorterLater() {
        limits = limits.withInFlight(12_000);
        topics.longestMetadata(1_000);
        source.perPoll(12_000);
        var loop = reading(LongStream.range(0, 12_000).toArray());
        LongStream.range(1, 12_000).filter(i -> i * i % 7 < 3).forEach(i -> sink.succeed(0, i));
        time.advance(limits.commitInterval());
        tick(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 0L));
        assertThat(metadata()).isEmpty();

        passCommit(loop);
        passCommit(loop);
        passCommit(loop);
        assertThat(metadata()).hasSizeBetween(300, 1_000);

        forgetTheCrash();
        restarted();
        var unsettled = LongStream.range(0, 12_000).filter(i -> i == 0 || i * i % 7 >= 3);
        assertThat(sink.started).hasSizeBetween(5_000, 11_000);
        assertThat(new HashSet<>(sink.started))
                .containsAll(unsettled.mapToObj(i -> HeldSink.name(0, i)).toList());
    }

    @Test
    void theLastCommitGoesWithoutTheTextIfThatIsRefused() {
        topics.longestMetadata(0);
        var loop = reading(0, 1, 2);
        sink.succeed(0, 0, 2);
        loop.stop();
        loop.tick();

        time.advance(limits.drain());
        runToEnd(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
    }

    @Test
    void withoutRoomForTextOnlyPositionsAreCommitted() {
        limits = limits.withResumeChars(0);
        var loop = reading(0, 1, 2);
        sink.succeed(0, 1);

        passCommit(loop);

        assertThat(topics.commits()).isEmpty();
    }

    @Test
    void aRunWithoutResumeDataDeliversWhatOneWithItLeftInACrash() {
        reading(0, 1, 2);
        limits = limits.withResumeChars(0);
        var second = restarted();
        sink.succeedAll();
        passCommit(second);

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2");
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 3L));
    }

    @Test
    void aMarkThatTheBrokerRefusesIsNotTakenForSaidAndHoldsUpNothingForEver() {
        reading(0, 1, 2);
        topics.longestMetadata(0);
        var second = restarted();
        assertThat(sink.started)
                .as("before it is known that no mark can be said")
                .isEmpty();

        for (int i = 0; i < 8; i++) {
            passCommit(second);
        }
        sink.succeedAll();
        passCommit(second);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 3L));
    }

    @Test
    void aPartitionIsPausedBeforeWhatIsHeldMightNotFit() {
        limits = limits.withResume(new ResumeFormat(Alphabet.ASCII, 600))
                .withBuffered(100_000)
                .withInFlight(100_000);
        source.perPoll(100);

        reading(LongStream.range(0, 20_000).toArray());
        forgetTheCrash();
        var loop = restarted();
        for (int i = 0; i < 50; i++) {
            loop.tick();
        }

        assertThat(source.paused()).containsExactly(partition(0));
        assertThat(sink.started).hasSizeBetween(1_000, 3_000);
        LongStream.range(1, sink.started.size()).filter(i -> i % 2 == 0).forEach(i -> sink.succeed(0, i));
        passCommit(loop);
        var kept = new OffsetTracker(((ResumeData.Decoded.Accepted) ResumeData.decode(metadata(), at(0))).data());
        assertThat(kept.heldCount()).isEqualTo((sink.started.size() - 1) / 2);
    }

    @Test
    void aStuckHeadDoesNotHoldUpThoseBehindItForWantOfRoom() {
        source.perPoll(500);
        var loop = reading(LongStream.range(0, 60_000).toArray());

        for (int answered = 1; answered < 60_000; ) {
            int before = answered;
            for (; answered < sink.started.size(); answered++) {
                sink.succeed(0, answered);
            }
            tick(loop);
            assertThat(sink.started.size()).as("stopped for ever").isGreaterThan(before);
            if (sink.started.size() == 60_000) {
                break;
            }
        }

        assertThat(sink.started).hasSize(60_000);
    }

    private static Position at(long offset) {
        return new Position("t", 0, offset);
    }

    private String metadata() {
        return topics.kept(partition(0)).map(KeptCommit::metadata).orElse("");
    }

    private static long heldIn(String metadata, long position) {
        return ((Decoded.Accepted) ResumeData.decode(metadata, at(position)))
                .data()
                .held()
                .count();
    }

    /** Keeps what is held, as a run that ended cleanly would have: the next one need not go carefully. */
    private void forgetTheCrash() {
        var kept = topics.kept(partition(0)).orElseThrow();
        var data = ((Decoded.Accepted) ResumeData.decode(kept.metadata(), at(kept.position()))).data();
        var forgiven = new ResumeData(data.base(), data.held(), ResumeExtras.NONE);
        topics.commit(partition(0), kept.position(), forgiven.encode(ResumeFormat.DEFAULT, "t", 0));
    }

    private DeliveryLoop restarted() {
        sink.started.clear();
        return started();
    }

    /** Data that says {@code held} is settled, and all others from {@code base} on are not. */
    private static ResumeData dataOf(long base, long held) {
        var tracker = new OffsetTracker(base);
        for (long offset = base; offset <= held; offset++) {
            tracker.admit(offset);
        }
        tracker.settle(held);
        return new ResumeData(base, tracker.held(), ResumeExtras.NONE);
    }
}
