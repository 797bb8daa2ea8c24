package dev.waybill.delivery;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.offset.FailedAt;
import dev.waybill.offset.HeldRuns;
import dev.waybill.offset.ResumeData;
import dev.waybill.offset.ResumeData.Decoded;
import dev.waybill.offset.ResumeExtras;
import dev.waybill.offset.ResumeFormat;
import dev.waybill.offset.RunMark;
import dev.waybill.record.Position;
import dev.waybill.retry.RetryPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a run does after one that ended without a word. */
class ProbationTest extends LoopFixture {
    private static final long NOWHERE = RunMark.NOWHERE;
    private static final RunMark OPEN = new RunMark(true, 0, NOWHERE, NOWHERE);

    @Test
    void aRunSaysThatItIsOpenBeforeItDeliversAnything() {
        reading(0, 1);

        assertThat(mark()).isEqualTo(OPEN);
    }

    @Test
    void aRunThatIsAskedToEndSaysSoBeforeItHasDrained() {
        var loop = reading(0, 1);
        loop.stop();

        tick(loop);

        assertThat(mark()).isEqualTo(RunMark.NONE);
    }

    @Test
    void aPartitionTakenAwayIsLeftCleanlyThoughItIsNotDrained() {
        limits = limits.withDrain(java.time.Duration.ofMillis(50));
        var loop = reading(0, 1);

        source.revoke(List.of(partition(0)));
        tick(loop);

        assertThat(mark()).isEqualTo(RunMark.NONE);
    }

    @Test
    void afterOneCrashFewGoAtATimeAndAllOfThemAreNamed() {
        reading(LongStream.range(0, 300).toArray());

        restarted();

        assertThat(sink.started).hasSize(Probation.TOGETHER);
        assertThat(mark()).isEqualTo(new RunMark(true, 1, 64, NOWHERE));
    }

    @Test
    void theNextFewGoOnceTheseCameBackByWhateverOutcome() {
        reading(LongStream.range(0, 300).toArray());
        var loop = restarted();

        sink.failRetriably(0, 0);
        LongStream.range(1, 64).forEach(offset -> sink.succeed(0, offset));
        tick(loop);

        assertThat(sink.started).hasSize(128).endsWith("0@127");
        assertThat(mark().suspectsUntil()).isEqualTo(128);
    }

    @Test
    void whatIsDeliveredWithCareMayHaveArrivedBefore() {
        reading(LongStream.range(0, 300).toArray());
        var loop = restarted();

        sink.succeed(0, LongStream.range(0, 60).toArray());
        tick(loop);

        assertThat(loop.stats().delivered()).isEqualTo(60);
        assertThat(loop.stats().redelivered()).isEqualTo(60);
    }

    @Test
    void normalSpeedComesBack() {
        limits = limits.withInFlight(64);
        reading(LongStream.range(0, 300).toArray());
        var loop = restarted();
        time.advance(ofSeconds(3));
        LongStream.range(0, 64).forEach(offset -> sink.succeed(0, offset));

        tick(loop);

        assertThat(sink.started).hasSizeGreaterThan(64 + 50);
        assertThat(mark()).isEqualTo(OPEN);
    }

    @Test
    void afterTwoCrashesEachGoesAloneAndIsNamed() {
        reading(LongStream.range(0, 300).toArray());
        restarted();

        var third = restarted();
        assertThat(sink.started).containsExactly("0@0");
        assertThat(mark()).isEqualTo(new RunMark(true, 2, 0, 0));

        sink.succeed(0, 0);
        tick(third);
        assertThat(sink.started).containsExactly("0@0", "0@1");
        assertThat(mark()).isEqualTo(new RunMark(true, 2, 64, 1));
    }

    @Test
    void aStepThatWaitsForOtherRecordsIsToldThatNoneComes() {
        reading(LongStream.range(0, 300).toArray());
        restarted();
        whenAwaited = sink::succeedAll;

        var third = restarted();
        for (int i = 0; i < 64; i++) {
            tick(third);
        }

        assertThat(third.stats().delivered()).as("those that went alone").isEqualTo(64);
        assertThat(sink.started).as("and nobody waits for the others").hasSize(300);
    }

    @Test
    void onceAllSuspectsWentAloneTheOthersGoTogether() {
        reading(LongStream.range(0, 300).toArray());
        restarted();
        var third = restarted();

        succeedOneByOne(third, 0, 64);

        assertThat(sink.started).hasSize(300);
        assertThat(mark()).isEqualTo(OPEN);
    }

    @Test
    void theThirdCrashParksTheRecordThatWasTheFirstToGoAlone() {
        reading(0, 1, 2);
        restarted();
        restarted();

        restarted();

        assertThat(failures.parked()).hasSize(1);
        assertThat(sink.started).containsExactly("0@1", "0@2");
    }

    @Test
    void oneOfManyThatWentAloneGoesFirstInTheNextRunAndIsNotYetParked() {
        reading(LongStream.range(0, 300).toArray());
        restarted();
        succeedOneByOne(restarted(), 0, 7);

        restarted();

        assertThat(failures.parked()).isEmpty();
        assertThat(sink.started).containsExactly("0@7");
        assertThat(mark()).isEqualTo(new RunMark(true, 3, 7, 7));
    }

    @Test
    void theNextCrashParksTheRecordThatWasAloneAgainAndNoOther() {
        reading(LongStream.range(0, 300).toArray());
        restarted();
        succeedOneByOne(restarted(), 0, 7);
        restarted();

        var fourth = restarted();

        assertThat(failures.parked()).hasSize(1).allSatisfy(parked -> {
            assertThat(parked.record().offset()).isEqualTo(7);
            assertThat(parked.failure().failureClass()).isEqualTo(FailureClass.BUG);
            assertThat(parked.failure().reason()).startsWith("the process ended three times while this record was");
            assertThat(parked.attempts()).isEqualTo(3);
        });
        passCommit(fourth);
        assertThat(sink.started).contains("0@8").doesNotContain("0@7");
        assertThat(mark()).isEqualTo(new RunMark(true, 1, 72, NOWHERE));
    }

    @Test
    void itIsStillParkedThoughTheRunThatWouldParkItDiesFirst() {
        reading(LongStream.range(0, 300).toArray());
        restarted();
        restarted();
        failures.refuse(1);
        restarted();
        assertThat(failures.parked()).isEmpty();

        restarted();

        assertThat(failures.parked()).hasSize(1);
    }

    @Test
    void nothingElseGoesUntilTheConvictedRecordIsParkedAndTheBrokerKnows() {
        reading(0, 1, 2);
        restarted();
        restarted();
        failures.refuse(1);
        var loop = restarted();
        assertThat(sink.started).isEmpty();

        source.refuseCommits(2);
        time.advance(ofSeconds(30));
        tick(loop);
        assertThat(failures.parked()).hasSize(1);
        assertThat(sink.started).isEmpty();

        passCommit(loop);
        assertThat(sink.started).containsExactly("0@1", "0@2");
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
    }

    @Test
    void underStopThePartitionStopsInsteadOfParking() {
        whenGivenUp = FailurePolicy.STOP;
        reading(0, 1, 2);
        restarted();
        restarted();

        restarted();

        assertThat(failures.parked()).isEmpty();
        assertThat(sink.started).doesNotContain("0@0");
    }

    @Test
    void aRunThatEndedCleanlyLeavesTheConvictedRecordAnotherTry() {
        whenGivenUp = FailurePolicy.STOP;
        var loop = convicted();
        loop.stop();
        runToEnd(loop);

        var next = restarted();
        assertThat(sink.started).containsExactly("0@0");

        sink.succeed(0, 0);
        tick(next);
        sink.succeedAll();
        passCommit(next);
        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2");
        assertThat(mark()).isEqualTo(OPEN);
    }

    @Test
    void anotherTryThatEndsTheProcessIsTheOnlyOne() {
        whenGivenUp = FailurePolicy.STOP;
        var loop = convicted();
        loop.stop();
        runToEnd(loop);
        restarted();

        restarted();
        assertThat(sink.started).isEmpty();

        restarted();
        assertThat(sink.started).isEmpty();
    }

    @Test
    void theConvictedRecordIsNotTriedAgainWhereverItsPartitionGoes() {
        whenGivenUp = FailurePolicy.STOP;
        var loop = convicted();
        source.revoke(List.of(partition(0)));
        tick(loop);

        restarted();

        assertThat(sink.started).isEmpty();
    }

    @Test
    void whatEndedBeforeAPartitionWasGivenBackSpeaksAgainstNoOtherThanTheConvictedRecord() {
        failures.refuse(1);
        var loop = convicted();
        source.revoke(List.of(partition(0)));
        tick(loop);
        restarted();
        assertThat(failures.parked()).hasSize(1);
        assertThat(mark()).isEqualTo(new RunMark(true, 0, 3, NOWHERE));

        restarted();
        restarted();

        assertThat(failures.parked()).hasSize(1);
        assertThat(sink.started).containsExactly("0@1");
    }

    @Test
    void whoLosesAPartitionAndGetsItBackStillKnowsWhichRecordWasConvicted() {
        whenGivenUp = FailurePolicy.HOLD_KEY;
        var loop = convicted();
        source.lose();
        tick(loop);

        source.assign(List.of(partition(0)));
        tick(loop);

        assertThat(sink.started).doesNotContain("0@0");
    }

    @Test
    void whoGivesAPartitionBackWithoutTheBrokerHearingAndGetsItBackSuspectsNothing() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 0, 1, 2);
        tick(loop);
        source.refuseCommits(1);
        source.revoke(List.of(partition(0)));
        tick(loop);

        source.assign(List.of(partition(0)));
        passCommit(loop);

        assertThat(mark()).isEqualTo(OPEN);
    }

    @Test
    void aStoppedPartitionOnProbationHoldsUpNoOther() {
        whenGivenUp = FailurePolicy.STOP;
        topics.commit(partition(0), 0, text(0, 0, new RunMark(true, 1, 2, NOWHERE)));
        put(0, 0, "a");
        put(0, 1, "b");
        put(1, 0, "c");
        var loop = started();
        sink.fail(0, 0, DeliveryException.poison("never"));
        tick(loop);
        topics.commit(partition(1), 0, text(1, 0, new RunMark(true, 0, NOWHERE, NOWHERE)));

        source.assign(List.of(partition(1)));
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "1@0");
    }

    @Test
    void underHoldKeyItIsNeverDeliveredAgainAndOthersAre() {
        whenGivenUp = FailurePolicy.HOLD_KEY;
        reading(0, 1, 2);
        restarted();
        restarted();

        var loop = restarted();
        time.advance(ofSeconds(30));
        tick(loop);

        assertThat(failures.parked()).isEmpty();
        assertThat(sink.started).containsExactly("0@1", "0@2");
    }

    @Test
    void aFailureTakesTheSuspicionBackBeforeTheRecordIsTriedAgain() {
        reading(0, 1, 2);
        restarted();
        var third = restarted();
        sink.failRetriably(0, 0);
        tick(third);
        succeedOneByOne(third, 1, 3);

        assertThat(mark().alone()).isEqualTo(NOWHERE);

        restarted();
        assertThat(failures.parked()).isEmpty();
    }

    @Test
    void aRecordThatHangsIsNotSuspectedForEver() {
        reading(0, 1, 2);
        restarted();
        var third = restarted();

        time.advance(limits.drain().plusSeconds(1));
        tick(third);

        assertThat(mark()).isEqualTo(OPEN);
        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2");
    }

    @Test
    void whoLosesAPartitionAndGetsItBackKnowsThatItLives() {
        reading(0, 1, 2);
        restarted();
        var third = restarted();

        source.lose();
        tick(third);
        source.assign(List.of(partition(0)));
        tick(third);

        assertThat(failures.parked()).isEmpty();
        assertThat(mark()).isEqualTo(new RunMark(true, 1, 3, NOWHERE));
    }

    @Test
    void whoGetsAPartitionBackStartsNothingBeforeTheBrokerHasForgottenTheSuspect() {
        reading(0, 1, 2);
        restarted();
        var third = restarted();
        source.lose();
        tick(third);
        sink.started.clear();

        source.refuseCommits(100);
        source.assign(List.of(partition(0)));
        tick(third);

        assertThat(mark().alone()).isZero();
        assertThat(sink.started).isEmpty();
    }

    @Test
    void nothingGoesAtFullSpeedBeforeTheBrokerHasForgottenTheSuspect() {
        reading(0, 1, 2);
        restarted();
        var third = restarted();

        source.refuseCommits(100);
        time.advance(limits.drain().plusSeconds(1));
        tick(third);

        assertThat(mark().alone()).isZero();
        assertThat(sink.started).containsExactly("0@0");
    }

    @Test
    void aPartitionThatIsAssignedDuringTheEndIsLeftCleanlyToo() {
        topics.commit(partition(0), 0, text(0, 0, new RunMark(true, 1, 2, NOWHERE)));
        put(0, 0, "a");
        var loop = startedWithout();

        loop.stop();
        source.assign(List.of(partition(0)));
        runToEnd(loop);

        assertThat(mark().open()).isFalse();
    }

    @Test
    void whereCommitsSayNothingProbationGoesOnWithoutThem() {
        topics.commit(partition(0), 0, text(0, 0, OPEN));
        limits = limits.withResumeChars(0);

        reading(0, 1);

        assertThat(sink.started).containsExactly("0@0", "0@1");
    }

    @Test
    void crashesWithHeadwayBetweenThemAreEachTheFirst() {
        topics.commit(partition(0), 64, text(0, 64, new RunMark(true, 2, 64, NOWHERE)));
        reading(64, 65);

        assertThat(mark().crashes()).isEqualTo(1);
    }

    @Test
    void nothingGoesBeforeTheBrokerKnows() {
        reading(0, 1, 2);
        source.refuseCommits(2);
        var second = restarted();
        assertThat(sink.started).isEmpty();

        time.advance(limits.commitInterval());
        tick(second);

        assertThat(sink.started).hasSize(3);
    }

    @Test
    void onlyOneRecordOfAllPartitionsIsAlone() {
        topics.commit(partition(0), 0, text(0, 0, new RunMark(true, 1, 2, NOWHERE)));
        topics.commit(partition(1), 0, text(1, 0, new RunMark(true, 1, 2, NOWHERE)));
        put(0, 0, "a");
        put(1, 0, "b");
        source.assign(List.of(partition(0), partition(1)));
        var loop = startedWithout();
        assertThat(sink.started).hasSize(1);
        int first = sink.started.get(0).startsWith("0") ? 0 : 1;

        sink.succeed(first, 0);
        tick(loop);

        assertThat(sink.started).hasSize(2);
        assertThat(mark(first).alone()).isEqualTo(NOWHERE);
        assertThat(mark(1 - first).alone()).isZero();
    }

    @Test
    void attemptsSurviveACrash() {
        retry = new RetryPolicy(3, 1, ofSeconds(1), ofSeconds(4));
        var loop = reading(0, 1, 2, 3, 4);
        for (int i = 1; i <= 2; i++) {
            sink.failRetriably(0, 0);
            sink.succeed(0, i);
            tick(loop);
            time.advance(ofSeconds(5));
            tick(loop);
        }
        assertThat(extras(0).attempts()).isEqualTo(Map.of(0L, new FailedAt(2, 0)));

        var second = restarted();
        sink.failRetriably(0, 0);
        sink.succeed(0, 3, 4);
        tick(second);
        time.advance(ofSeconds(5));
        tick(second);
        assertThat(failures.parked()).isEmpty();
        sink.failRetriably(0, 0);
        tick(second);

        assertThat(failures.parked()).hasSize(1);
    }

    @Test
    void attemptsThatSurvivedSurviveAgain() {
        topics.commit(
                partition(0),
                0,
                new ResumeData(
                                0,
                                HeldRuns.NONE,
                                new ResumeExtras(new TreeMap<>(Map.of(1L, new FailedAt(5, 0))), RunMark.NONE))
                        .encode(ResumeFormat.DEFAULT, "t", 0));

        var loop = reading(0, 1);
        passCommit(loop);
        assertThat(extras(0).attempts()).isEqualTo(Map.of(1L, new FailedAt(5, 0)));

        sink.succeed(0, 1);
        passCommit(loop);
        assertThat(extras(0).attempts()).isEmpty();
    }

    /** A run that knows that the first of three records ends the process. */
    private DeliveryLoop convicted() {
        reading(0, 1, 2);
        restarted();
        restarted();
        return restarted();
    }

    private void succeedOneByOne(DeliveryLoop loop, int from, int until) {
        for (int offset = from; offset < until; offset++) {
            sink.succeed(0, offset);
            tick(loop);
        }
    }

    private DeliveryLoop restarted() {
        sink.started.clear();
        return started();
    }

    private static String text(int partition, long base, RunMark mark) {
        return new ResumeData(base, HeldRuns.NONE, new ResumeExtras(new TreeMap<>(), mark))
                .encode(ResumeFormat.DEFAULT, "t", partition);
    }

    private RunMark mark() {
        return mark(0);
    }

    private RunMark mark(int partition) {
        return extras(partition).mark();
    }

    private ResumeExtras extras(int partition) {
        var kept = topics.kept(partition(partition)).orElseThrow();
        return ((Decoded.Accepted) ResumeData.decode(kept.metadata(), new Position("t", partition, kept.position())))
                .data()
                .extras();
    }
}
