package dev.waybill.delivery;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.retry.Breaker;
import dev.waybill.why.Blocking;
import dev.waybill.why.PartitionWhy;
import dev.waybill.why.ProgressState;
import dev.waybill.why.Waiting;
import dev.waybill.why.Whereabouts;
import dev.waybill.why.Why;
import dev.waybill.why.WhyText;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a loop answers when it is asked what holds it up. */
class WhyTest extends LoopFixture {
    @Test
    void aLoopThatHasNoPartitionYetIsStarting() {
        var loop = startedWithout();

        assertThat(ask(loop).progress().state()).isEqualTo(ProgressState.STARTING);
    }

    @Test
    void allSettledIsIdleAndNothingBlocks() {
        var loop = reading(0, 1);
        sink.succeed(0, 0, 1);
        passCommit(loop);

        var why = ask(loop);

        assertThat(why.progress().state()).isEqualTo(ProgressState.IDLE);
        assertThat(only(why).blocking()).isEmpty();
        assertThat(only(why).offsets().committed()).hasValue(2);
        assertThat(why.repeatsIfKilled()).isZero();
    }

    @Test
    void aHangingFirstDeliveryIsUnderWayAndAsOldAsItsReading() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 1, 2);
        passCommit(loop);
        look(loop, 5);

        var why = ask(loop);

        assertThat(why.progress().state()).isEqualTo(ProgressState.MOVING);
        assertThat(blocking(why).offset()).isZero();
        assertThat(blocking(why).where()).isEqualTo(Whereabouts.RUNNING);
        assertThat(blocking(why).age()).isBetween(ofSeconds(5), ofMillis(5_500));
        assertThat(blocking(why).attempts().begun()).isEqualTo(1);
        assertThat(only(why).offsets().held()).isEqualTo(2);
        assertThat(only(why).offsets().span()).isEqualTo(3);
        assertThat(only(why).offsets().end()).isEqualTo(OptionalLong.of(3));
    }

    @Test
    void whatIsUnderWayIsNamedTheOldestFirstUntilItArrives() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 1);
        tick(loop);
        look(loop, 5);
        assertThat(ask(loop).oldest())
                .extracting(one -> one.record().offset(), one -> one.record().where())
                .containsExactly(tuple(0L, Whereabouts.RUNNING), tuple(2L, Whereabouts.RUNNING));
        assertThat(ask(loop).oldest().get(0).record().key()).contains("key0");
        assertThat(ask(loop).oldest().get(0).record().age()).isBetween(ofMillis(4_500), ofMillis(5_500));

        sink.failRetriably(0, 0);
        sink.succeed(0, 2);
        tick(loop);

        var left = ask(loop).oldest();
        assertThat(left).hasSize(1);
        assertThat(left.get(0).record().where()).isEqualTo(Whereabouts.WAITING_FOR_RETRY);
        assertThat(left.get(0).record().attempts().lastError()).contains("timed out");
        assertThat(ask(loop).totals().done().delivered()).isEqualTo(2);
        assertThat(ask(loop).totals().done().failedAttempts()).isEqualTo(1);
    }

    @Test
    void aFailedHeadNamesItsKeyItsErrorAndItsNextAttempt() {
        var loop = reading(0, 1);
        sink.failRetriably(0, 0);
        tick(loop);

        var head = blocking(ask(loop));

        assertThat(head.key()).contains("key0");
        assertThat(head.where()).isEqualTo(Whereabouts.WAITING_FOR_RETRY);
        assertThat(head.attempts().begun()).isEqualTo(1);
        assertThat(head.attempts().lastClass()).contains(FailureClass.TRANSIENT);
        assertThat(head.attempts().lastError()).contains("timed out");
        assertThat(head.attempts().next().orElseThrow())
                .isAfter(time.instant())
                .isBeforeOrEqualTo(time.instant().plusSeconds(1));
    }

    @Test
    void theSecondAttemptCountsOnceItIsUnderWay() {
        var loop = reading(0);
        sink.failRetriably(0, 0);
        tick(loop);
        time.advance(ofSeconds(1));
        tick(loop);

        var head = blocking(ask(loop));

        assertThat(head.where()).isEqualTo(Whereabouts.RUNNING);
        assertThat(head.attempts().begun()).isEqualTo(2);
        assertThat(head.attempts().lastError()).contains("timed out");
        assertThat(head.attempts().next()).isEmpty();
    }

    @Test
    void aHeadThatStandsStillWhileTheSinkTakesOthersIsStuck() {
        var loop = stuckAtZero();

        var why = ask(loop);

        assertThat(why.progress().state()).isEqualTo(ProgressState.STUCK);
        assertThat(WhyText.answer(why))
                .startsWith("partition t-0 waits for offset 0 (key 'key0') since ")
                .contains("attempts, last: transient: timed out, ")
                .contains("; 4 records behind it are done and held");
    }

    @Test
    void aHeadThatStandsStillWithEverythingElseWaitsForTheSink() {
        var loop = reading(0, 1, 2);
        sink.succeed(0, 1); // arrived beside it, when the sink went away
        look(loop, 30);

        assertThat(ask(loop).progress().state()).isEqualTo(ProgressState.WAITING_FOR_SINK);
    }

    @Test
    void anOutageIsSaidAtOnceWithWhatOpenedTheBreakerAndTheNextProbe() {
        var loop = reading(0, 1, 2, 3, 4, 5);
        for (int offset = 0; offset < 5; offset++) {
            sink.failRetriably(0, offset);
        }
        tick(loop);

        var why = ask(loop);

        assertThat(why.progress().state()).isEqualTo(ProgressState.WAITING_FOR_SINK);
        assertThat(why.breaker().state()).isEqualTo(Breaker.State.OPEN);
        assertThat(why.breaker().allowance()).isZero();
        var outage = why.breaker().outage().orElseThrow();
        assertThat(outage.error()).isEqualTo("timed out");
        assertThat(outage.since()).isEqualTo(time.instant());
        assertThat(outage.nextProbe()).contains(time.instant().plus(breaker.firstPause()));
    }

    @Test
    void anOutageLastsThroughProbesAndEndsWithTheBreaker() {
        var loop = reading(0, 1, 2, 3, 4);
        var began = time.instant();
        for (int offset = 0; offset < 5; offset++) {
            sink.failRetriably(0, offset);
        }
        tick(loop);
        time.advance(breaker.firstPause());
        tick(loop);

        var probed = ask(loop);
        time.advance(ofSeconds(60));
        for (int round = 0; round < 10; round++) {
            sink.succeedAll();
            tick(loop);
        }
        var over = ask(loop);

        assertThat(probed.breaker().state()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(probed.breaker().outage().orElseThrow().since()).isEqualTo(began);
        assertThat(probed.breaker().outage().orElseThrow().nextProbe()).isEmpty();
        assertThat(over.progress().state()).isEqualTo(ProgressState.IDLE);
        assertThat(over.breaker().outage()).isEmpty();
        assertThat(over.breaker().opened()).isEqualTo(1);
    }

    @Test
    void whatIsGatheredWaitsForOthersToBeDeliveredWith() {
        stages = List.of(new Stage.Gather(10, ofDays(1)), new Stage.Later(sink::deliver));

        var why = ask(reading(0, 1, 2));

        assertThat(why.load().waiting()).isEqualTo(new Waiting(0, 0, 0, 3));
        assertThat(blocking(why).where()).isEqualTo(Whereabouts.GATHERED);
    }

    @Test
    void timeSettlesNothing() {
        var loop = stuckAtZero();
        time.advance(ofDays(30));
        look(loop, 30);

        assertThat(only(ask(loop)).offsets().head()).hasValue(0);
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 0L));
    }

    @Test
    void aKillRepeatsWhatIsInFlightAndWhatWasSettledSinceTheLastCommit() {
        var loop = reading(0, 1, 2, 3, 4, 5);
        sink.succeed(0, 0, 1);
        passCommit(loop);
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 2L));
        sink.succeed(0, 2, 4);
        loop.tick();

        var why = ask(loop);

        assertThat(why.repeatsIfKilled())
                .as("3 and 5 in flight, 2 and 4 settled")
                .isEqualTo(4);
    }

    @Test
    void recordsWaitForTheirKeyForARetryAndForTheStore() {
        ordering = Ordering.key();
        failures.refuse(Integer.MAX_VALUE);
        put(0, 0, "poison");
        put(0, 1, "slow");
        put(0, 2, "slow");
        put(0, 3, "fine");
        var loop = started();
        sink.fail(0, 0, DeliveryException.poison("no"));
        sink.failRetriably(0, 1);
        tick(loop);

        var why = ask(loop);

        assertThat(why.load().waiting()).isEqualTo(new Waiting(1, 1, 1, 0));
        assertThat(why.load().inFlight()).isEqualTo(1);
        assertThat(blocking(why).where()).isEqualTo(Whereabouts.PARKING_REFUSED);
    }

    @Test
    void bytesInFlightAreThoseOfWhatIsUnderWay() {
        limits = limits.withInFlight(2);
        var loop = reading(0, 1, 2);
        int each = "key0".length() + 10;

        assertThat(ask(loop).load().inFlightBytes()).isEqualTo(2L * each);

        sink.failRetriably(0, 0);
        sink.succeed(0, 1);
        tick(loop);
        assertThat(ask(loop).load().inFlightBytes()).isEqualTo(each);
        assertThat(ask(loop).load().unfinishedBytes()).isEqualTo(2L * each);
    }

    @Test
    void aPausedPartitionIsFull() {
        limits = limits.withSpan(2);
        source.perPoll(1);
        var loop = reading(0, 1, 2, 3);

        assertThat(ask(loop).progress().state()).isEqualTo(ProgressState.FULL);
    }

    @Test
    void aFailureThatNeedsAnOperatorIsSaidAndOutlivesTheRun() {
        var loop = reading(0);
        sink.fail(0, 0, DeliveryException.misconfigured("password refused"));
        runToEnd(loop);

        assertThat(ask(loop).progress().state()).isEqualTo(ProgressState.MISCONFIGURED);
    }

    @Test
    void whoAsksAfterTheEndIsAnswered() {
        var loop = reading(0);
        loop.stop();
        sink.succeed(0, 0);
        runToEnd(loop);

        var answer = loop.why().toCompletableFuture();

        assertThat(answer).isCompleted();
        assertThat(answer.join().progress().state()).isEqualTo(ProgressState.ENDED);
    }

    @Test
    void aLoopWhosePartitionsAllWentStandsBy() {
        var loop = reading(0);
        sink.succeed(0, 0);
        source.revoke(List.of(partition(0)));
        tick(loop);

        var why = ask(loop);

        assertThat(why.progress().state()).isEqualTo(ProgressState.STANDBY);
        assertThat(why.totals().bytesDone()).isEqualTo(why.totals().bytesRead());
    }

    @Test
    void theSignOfLifeIsTheLastTick() {
        var loop = reading(0);
        time.advance(ofSeconds(7));

        assertThat(loop.sinceTick()).isEqualTo(ofSeconds(7));
        loop.tick();
        assertThat(loop.sinceTick()).isZero();
    }

    @Test
    void aPartitionThatAFailureStoppedSaysSoAndNamesTheRecord() {
        whenGivenUp = FailurePolicy.STOP;
        var loop = reading(0, 1);
        sink.fail(0, 0, DeliveryException.poison("no"));
        sink.succeed(0, 1);
        look(loop, 1);

        var why = ask(loop);

        assertThat(why.progress().state().code()).isEqualTo("stopped");
        assertThat(only(why).progress().state().code()).isEqualTo("stopped");
        assertThat(blocking(why).where().code()).isEqualTo("stopped");
        assertThat(WhyText.answer(why))
                .startsWith("partition t-0 stopped at offset 0 (key 'key0'), read ")
                .contains("1 attempt, last: poison: no, ")
                .contains("; 1 record behind it is done and held");
    }

    @Test
    void aPartitionThatIsDeliveredWithCareSaysSo() {
        reading(LongStream.range(0, 200).toArray());
        sink.started.clear();
        var loop = started();

        var why = ask(loop);

        assertThat(why.progress().state().code()).isEqualTo("careful");
        assertThat(WhyText.answer(why)).startsWith("delivering with care: ");
    }

    @Test
    void aHoleInTheLogIsNeitherHeldNorRepeated() {
        var loop = reading(0, 1, 2_000_000);
        sink.succeed(0, 1);
        loop.tick();

        var why = ask(loop);

        assertThat(only(why).offsets().held()).isEqualTo(1);
        assertThat(why.repeatsIfKilled())
                .as("0 and 2,000,000 in flight, 1 settled")
                .isEqualTo(3);

        sink.succeed(0, 0, 2_000_000);
        loop.tick();
        assertThat(ask(loop).repeatsIfKilled()).isEqualTo(3);
        passCommit(loop);
        assertThat(ask(loop).repeatsIfKilled()).isZero();
    }

    @Test
    void aHoleAtTheHeadIsNotRepeatedEither() {
        var loop = reading(0);
        passCommit(loop);
        sink.succeed(0, 0);
        put(0, 2_000_000, "behind the hole");
        loop.tick();
        loop.tick();

        assertThat(sink.started).containsExactly("0@0", "0@2000000");
        assertThat(ask(loop).repeatsIfKilled()).isEqualTo(2);
    }

    @Test
    void aFailureThatIsOverIsForgotten() {
        var loop = reading(0, 1);
        sink.failRetriably(0, 0);
        tick(loop);
        time.advance(ofSeconds(1));
        tick(loop);
        sink.succeed(0, 0);
        tick(loop);

        var head = blocking(ask(loop));

        assertThat(head.offset()).isEqualTo(1);
        assertThat(head.attempts().lastError()).isEmpty();
    }

    private DeliveryLoop stuckAtZero() {
        var loop = reading(0);
        look(loop, 2);
        sink.failRetriably(0, 0);
        tick(loop);
        for (int i = 1; i <= 4; i++) {
            put(0, i, "one key only"); // no evidence against the head, so it is not parked
            tick(loop);
            sink.succeed(0, i);
            look(loop, 4);
            sink.failRetriably(0, 0);
            tick(loop);
        }
        return loop;
    }

    /** Lets so many seconds pass, ticking. */
    private void look(DeliveryLoop loop, int seconds) {
        for (int i = 0; i < seconds * 10; i++) {
            time.advance(ofMillis(100));
            loop.tick();
        }
    }

    private static Why ask(DeliveryLoop loop) {
        var answer = loop.why().toCompletableFuture();
        loop.tick();
        assertThat(answer).isCompleted();
        return answer.join();
    }

    private static PartitionWhy only(Why why) {
        assertThat(why.partitions()).hasSize(1);
        return why.partitions().get(0);
    }

    private static Blocking blocking(Why why) {
        return only(why).blocking().orElseThrow();
    }
}
