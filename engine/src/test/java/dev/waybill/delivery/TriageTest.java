package dev.waybill.delivery;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.Breaker;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.PeerEvidence;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.testkit.ManualTime;
import dev.waybill.trace.DeliveryTracer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TriageTest {
    private static final int MOST = 10;
    private static final Failure REFUSED =
            DeliveryException.retriable("503", null).failure();

    private final ManualTime time = new ManualTime();
    private final Stage step = new Stage.Now(value -> value);
    private final Sinks sinks = new Sinks(plan(), time);
    private final SinkHealth sink = sinks.at(step);
    private final Breaker breaker = sink.breaker();
    private final Triage triage = new Triage(plan().retry(), FailurePolicy.PARK, sinks, new Random(7), time);

    private DeliveryPlan plan() {
        return new DeliveryPlan(
                "test",
                List.of(step),
                Ordering.none(),
                new RetryPolicy(2, 0, ofMillis(1), ofMillis(1)),
                new BreakerPolicy(2, 2, 1, ofMillis(1), ofMillis(1)),
                FailurePolicy.PARK,
                Limits.DEFAULT.withInFlight(MOST),
                records -> {},
                Double.POSITIVE_INFINITY,
                DeliveryPlan.NOBODY,
                DeliveryPlan.NOTHING,
                DeliveryTracer.NONE,
                false);
    }

    private static Flight flight(int key) {
        var record = KafkaRecord.of("t", 0, key, new byte[] {(byte) key}, new byte[] {2});
        return new Flight(new PartitionState(LoopFixture.partition(0)), key, record, record.bytes(), Lanes.NONE);
    }

    @Test
    void aFlightThatArrivedAfterAllIsNotRememberedAsFailing() {
        var flight = flight(1);

        judge(flight);
        assertThat(triage.failing()).containsExactly(flight);
        triage.gone(flight);

        assertThat(triage.failing()).isEmpty();
        assertThat(triage.isCalm()).isTrue();
    }

    @Test
    void whatFailedOfAPartitionThatIsGoneIsNotRememberedAsFailing() {
        var gone = flight(1);
        var kept = flight(2);
        triage.judge(gone, REFUSED, sink);
        triage.judge(kept, REFUSED, sink);

        gone.partition.closed = true;
        triage.forgetGone();

        assertThat(triage.failing()).containsExactly(kept);
    }

    @Test
    void aGroupThatFailedAndLostItsMembersIsNotRememberedAsFailing() {
        var gathering = new Gathering(new Stage[] {new Stage.Gather(2, ofMillis(1))}, 0, time);
        var group = new Group(gathering, List.of(flight(1), flight(2)));
        triage.judge(group, REFUSED, sink);
        assertThat(triage.isCalm()).isFalse();

        group.members().clear();
        triage.forgetGone();

        assertThat(triage.isCalm()).isTrue();
    }

    @Test
    void givesUpARecordThatFailedOftenEnoughWhileOthersArrived() {
        var flight = flight(1);

        judge(flight);
        delivered(3);

        assertThat(judge(flight)).isEqualTo(Triage.Decision.PARK);
    }

    @Test
    void aFailureThatProvesToBeOfAnOutageIsNotCounted() {
        var flight = flight(1);

        judge(flight);
        open();
        triage.outageBegan(sink);
        close();
        delivered(3);

        assertThat(judge(flight)).isEqualTo(Triage.Decision.RETRY);
    }

    @Test
    void noFailureOfBeforeAnOutageIsCountedAfterIt() {
        var flight = flight(1);

        judge(flight);
        delivered(3);
        open();
        triage.outageBegan(sink);
        close();

        assertThat(judge(flight)).isEqualTo(Triage.Decision.RETRY);
        delivered(3);
        assertThat(judge(flight)).isEqualTo(Triage.Decision.PARK);
    }

    @Test
    void whatOneSinkTakesIsNoEvidenceAtAnother() {
        var other = new SinkHealth(
                "other",
                1,
                true,
                new Breaker(plan().breaker(), time, MOST),
                new PeerEvidence(plan().retry().peers()));
        var flight = flight(1);

        triage.judge(flight, REFUSED, other);
        delivered(3);

        assertThat(triage.judge(flight, REFUSED, other)).isEqualTo(Triage.Decision.RETRY);
    }

    @Test
    void whatTheSinkTookOfTheSameRecordIsNoEvidenceAgainstIt() {
        var flight = flight(1);

        judge(flight);
        sink.evidence().delivered(KeyBytes.identity(flight.record));
        assertThat(judge(flight)).isEqualTo(Triage.Decision.RETRY);
        delivered(3);

        assertThat(judge(flight)).isEqualTo(Triage.Decision.PARK);
    }

    @Test
    void aFailureWhileTheBreakerIsOpenIsNotCounted() {
        var flight = flight(1);
        open();

        judge(flight);
        close();
        delivered(3);

        assertThat(judge(flight)).isEqualTo(Triage.Decision.RETRY);
    }

    private Triage.Decision judge(Flight flight) {
        return triage.judge(flight, REFUSED, sink);
    }

    private void delivered(int key) {
        sink.evidence().delivered(key);
    }

    @Test
    void whatFailedInAPartitionThatIsStoppedCallsForNoEvidence() {
        var before = flight(1);
        var after = new Flight(before.partition, 2, before.record, before.bytes, Lanes.NONE);
        triage.judge(before, REFUSED, sink);

        before.partition.stopped = true;
        triage.stopped(before.partition);
        triage.judge(after, REFUSED, sink);

        assertThat(triage.isCalm()).isTrue();
        assertThat(triage.failing()).containsExactlyInAnyOrder(before, after);
    }

    private void open() {
        breaker.failed("a", REFUSED);
        breaker.failed("b", REFUSED);
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    }

    private void close() {
        time.advance(ofMillis(1));
        assertThat(breaker.allowance()).isEqualTo(1);
        breaker.answered("a");
        breaker.answered("b");
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }
}
