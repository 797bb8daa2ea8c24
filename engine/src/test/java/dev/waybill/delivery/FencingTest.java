package dev.waybill.delivery;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.BreakerPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes back for a partition that has gone counts for nothing; the last commit is made as long as it can be. */
class FencingTest extends LoopFixture {
    @Test
    void whatComesBackAfterAPartitionIsLostCountsForNothing() {
        var loop = reading(0, 1);
        source.lose();
        tick(loop);

        sink.succeed(0, 0, 1);
        passCommit(loop);

        assertThat(loop.stats().late()).isEqualTo(2);
        assertThat(loop.stats().delivered()).isZero();
        assertThat(topics.commits()).allMatch(commit -> commit.position() == 0);
    }

    @Test
    void whatComesBackForAnEarlierAssignmentSettlesNothingOfTheNext() {
        var loop = reading(0);
        source.lose();
        tick(loop);
        var early = sink.take(0, 0);
        source.assign(List.of(partition(0)));
        tick(loop);

        early.complete("done");
        passCommit(loop);
        assertThat(topics.commits()).allMatch(commit -> commit.position() == 0);

        sink.succeed(0, 0);
        passCommit(loop);
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
        assertThat(source.committedUnowned()).isEmpty();
    }

    @Test
    void whatAStepRefusesOfAPartitionThatIsGoneDoesNotSpeakForTheSink() {
        var step = new HeldSink();
        stages = List.of(new Stage.Later(step::deliver), new Stage.Later(sink::deliver));
        breaker = new BreakerPolicy(2, 2, 1, ofSeconds(1), ofSeconds(1));
        var loop = reading(0, 1, 2);
        step.take(0, 1).complete(KafkaRecord.of("t", 0, 1, null, null));
        step.take(0, 2).complete(KafkaRecord.of("t", 0, 2, null, null));
        sink.failRetriably(0, 1);
        sink.failRetriably(0, 2);
        tick(loop);
        source.lose();
        tick(loop);
        time.advance(ofSeconds(1));
        tick(loop);

        step.fail(0, 0, DeliveryException.poison("not readable"));
        tick(loop);
        step.started.clear();
        source.assign(List.of(partition(0)));
        tick(loop);

        assertThat(step.started).containsExactly("0@0");
    }

    @Test
    void aLastCommitThatTheBrokerCannotTakeYetIsTriedAgain() {
        var loop = reading(0);
        sink.succeed(0, 0);
        source.refuseCommits(2);
        loop.stop();

        runToEnd(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
    }

    @Test
    void aLastCommitIsNotTriedForEver() {
        limits = limits.withDrain(ofMillis(50));
        var loop = reading(0);
        sink.succeed(0, 0);
        source.refuseCommits(Integer.MAX_VALUE);
        loop.stop();

        runToEnd(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 0L));
    }
}
