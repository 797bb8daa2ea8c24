package dev.waybill.delivery;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.retry.RetryPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the records around one that is given up, where it is not to be parked. */
final class PolicyLoopTest extends LoopFixture {
    private final DeliveryException refusal = DeliveryException.poison("no");

    @Test
    void heldKeysWaitWhileOthersGoOn() {
        whenGivenUp = FailurePolicy.HOLD_KEY;
        ordering = Ordering.key();
        put(0, 0, "a");
        put(0, 1, "a");
        put(0, 2, "b");
        put(0, 3, "b");
        var loop = started();
        sink.fail(0, 0, refusal);
        sink.succeed(0, 2);
        tick(loop);
        sink.succeed(0, 3);
        passCommit(loop);

        assertThat(sink.started).containsExactly("0@0", "0@2", "0@3");
        assertThat(failures.parked()).isEmpty();
        assertThat(topics.committed().getOrDefault(partition(0), 0L)).isZero();
    }

    @Test
    void aHeldKeyGoesOnInOrderOnceTheSinkTakesIt() {
        whenGivenUp = FailurePolicy.HOLD_KEY;
        ordering = Ordering.key();
        for (int offset = 0; offset < 3; offset++) {
            put(0, offset, "a");
        }
        var loop = started();
        for (int refusals = 1; refusals <= 5; refusals++) {
            sink.fail(0, 0, refusal);
            tick(loop);
            assertThat(sink.started).hasSize(refusals);
            time.advance(retry.longestPause());
            tick(loop);
        }

        sink.succeed(0, 0);
        tick(loop);
        sink.succeed(0, 1);
        tick(loop);
        sink.succeed(0, 2);
        passCommit(loop);

        assertThat(sink.started).containsExactly("0@0", "0@0", "0@0", "0@0", "0@0", "0@0", "0@1", "0@2");
        assertThat(failures.parked()).isEmpty();
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 3L));
    }

    @Test
    void aRecordThatFailsTooOftenIsHeldToo() {
        whenGivenUp = FailurePolicy.HOLD_KEY;
        retry = new RetryPolicy(1, 0, ofSeconds(1), ofSeconds(60));
        var loop = reading(0);
        sink.failRetriably(0, 0);
        tick(loop);

        time.advance(ofSeconds(59));
        tick(loop);
        assertThat(sink.started).hasSize(1);

        time.advance(ofSeconds(1));
        tick(loop);
        assertThat(sink.started).hasSize(2);
        assertThat(failures.parked()).isEmpty();
    }

    @Test
    void aRunToTheEndWaitsForAHeldKey() {
        whenGivenUp = FailurePolicy.HOLD_KEY;
        exitAtEnd = true;
        var loop = reading(0, 1);
        sink.fail(0, 0, refusal);
        sink.succeed(0, 1);
        tick(loop);

        assertThat(loop.tick()).isTrue();

        time.advance(retry.longestPause());
        tick(loop);
        sink.succeed(0, 0);
        runToEnd(loop);
        assertThat(loop.report().unfinished()).isZero();
    }

    @Test
    void stopEndsOnePartitionOnlyAndItsHeadStays() {
        whenGivenUp = FailurePolicy.STOP;
        put(0, 0, "a");
        put(0, 1, "b");
        put(0, 2, "c");
        put(1, 0, "d");
        source.assign(List.of(partition(0), partition(1)));
        var loop = startedWithout();
        sink.succeed(0, 0);
        sink.fail(0, 1, refusal);
        sink.succeed(0, 2); // under way already: it is not taken back
        sink.succeed(1, 0);
        passCommit(loop);

        put(0, 3, "e");
        put(1, 1, "f");
        tick(loop);
        time.advance(ofSeconds(60));
        tick(loop);
        sink.succeed(1, 1);
        passCommit(loop);

        assertThat(sink.started).doesNotContain("0@3").contains("1@1");
        assertThat(sink.started).containsOnlyOnce("0@1");
        assertThat(failures.parked()).isEmpty();
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L, partition(1), 2L));
    }

    @Test
    void nothingThatWaitedInAStoppedPartitionIsStarted() {
        whenGivenUp = FailurePolicy.STOP;
        ordering = Ordering.key();
        put(0, 0, "a");
        put(0, 1, "a");
        put(0, 2, "b");
        put(0, 3, "b");
        put(0, 4, "c");
        var loop = started();
        sink.failRetriably(0, 4);
        tick(loop);

        sink.fail(0, 0, refusal);
        tick(loop);
        sink.succeed(0, 2);
        tick(loop);
        time.advance(ofSeconds(60));
        tick(loop);

        assertThat(sink.started).containsExactly("0@0", "0@2", "0@4");
    }

    @Test
    void aStoppedPartitionThatIsAssignedAnewIsDeliveredFromItsHead() {
        whenGivenUp = FailurePolicy.STOP;
        var loop = reading(0, 1);
        sink.fail(0, 0, refusal);
        sink.succeed(0, 1);
        passCommit(loop);

        source.revoke(List.of(partition(0)));
        tick(loop);
        source.assign(List.of(partition(0)));
        tick(loop);
        sink.succeed(0, 0);
        passCommit(loop);

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@0");
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 2L));
    }

    @Test
    void aRunToTheEndSaysWhatAStopLeftUndone() {
        whenGivenUp = FailurePolicy.STOP;
        exitAtEnd = true;
        put(0, 0, "a");
        put(0, 1, "b");
        put(1, 0, "c");
        put(1, 1, "d");
        source.assign(List.of(partition(0), partition(1)));
        var loop = startedWithout();
        sink.fail(0, 0, refusal);
        sink.succeed(1, 0);
        tick(loop);
        assertThat(loop.tick()).as("still waits for what is under way").isTrue();
        sink.succeed(0, 1);
        sink.succeed(1, 1);

        runToEnd(loop);

        assertThat(loop.report().unfinished()).isEqualTo(1);
        assertThat(topics.committed()).containsEntry(partition(1), 2L);
        assertThat(topics.committed().getOrDefault(partition(0), 0L)).isZero();
    }
}
