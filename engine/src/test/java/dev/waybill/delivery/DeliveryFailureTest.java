package dev.waybill.delivery;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.Position;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries that fail. */
class DeliveryFailureTest extends LoopFixture {
    @Test
    void aRetryWaitsForItsPauseAndHoldsOnlyItsOwnKey() {
        ordering = Ordering.key();
        put(0, 0, "a");
        put(0, 1, "a");
        put(0, 2, "b");
        put(0, 3, "b");
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
    void whatArrivesAfterAFailedAttemptMayHaveArrivedBefore() {
        var loop = reading(0, 1);
        sink.failRetriably(0, 0);
        sink.succeed(0, 1);
        tick(loop);
        time.advance(ofSeconds(1));
        tick(loop);

        sink.succeed(0, 0);
        tick(loop);

        assertThat(loop.stats().delivered()).isEqualTo(2);
        assertThat(loop.stats().redelivered()).isEqualTo(1);
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

        assertThat(failures.parked()).singleElement().satisfies(p -> {
            assertThat(p.record().position()).isEqualTo(new Position("t", 0, 0));
            assertThat(p.failure().failureClass()).isEqualTo(FailureClass.POISON);
            assertThat(p.failure().reason()).isEqualTo("data.payload: missing");
        });
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 2L));
    }

    @Test
    void aRecordThatCannotBeParkedStaysUnsettledUntilItCan() {
        failures.refuse(2);
        var loop = reading(0);
        sink.fail(0, 0, DeliveryException.poison("no"));

        passCommit(loop);
        assertThat(topics.commits()).allMatch(commit -> commit.position() == 0);

        for (int i = 0; i < 5; i++) {
            time.advance(ofSeconds(1));
            tick(loop);
        }
        assertThat(failures.parked()).hasSize(1);
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
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

        assertThat(failures.parked()).isEmpty();
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
        put(0, 1, "peer1");
        put(0, 2, "peer2");
        tick(loop);
        sink.succeed(0, 1, 2);
        tick(loop);

        sink.failRetriably(0, 0);
        tick(loop);

        assertThat(failures.parked()).isEmpty();
    }

    @Test
    void aRecordThatFailsWhileOthersArriveIsParked() {
        var loop = reading(0);
        for (int i = 1; i <= 3; i++) {
            sink.failRetriably(0, 0);
            put(0, i, "peer" + i);
            tick(loop);
            sink.succeed(0, i);
            tick(loop);
            time.advance(ofSeconds(4));
            tick(loop);
        }

        assertThat(failures.parked()).singleElement().satisfies(p -> {
            assertThat(p.record().offset()).isZero();
            assertThat(p.attempts()).isEqualTo(3);
        });
    }

    @Test
    void oneKeyDeliveredOftenIsNoEvidenceAgainstAnother() {
        var loop = reading(0);
        for (int i = 1; i <= 20; i++) {
            sink.failRetriably(0, 0);
            put(0, i, "always the same");
            tick(loop);
            sink.succeed(0, i);
            tick(loop);
            time.advance(ofSeconds(4));
            tick(loop);
        }

        assertThat(failures.parked()).isEmpty();
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
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
        assertThat(failures.parked()).isEmpty();
    }
}
