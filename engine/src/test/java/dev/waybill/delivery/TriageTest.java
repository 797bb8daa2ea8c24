package dev.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.testkit.ManualTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TriageTest {
    @Test
    void aFlightThatArrivedAfterAllIsNotRememberedAsFailing() {
        var triage = new Triage(RetryPolicy.DEFAULT, FailurePolicy.PARK, new Random(7), new ManualTime());
        var record = KafkaRecord.of("t", 0, 0, new byte[] {1}, new byte[] {2});
        var flight = new Flight(new PartitionState(LoopFixture.partition(0)), 0, record, Lanes.NONE);

        triage.judge(flight, DeliveryException.retriable("503", null).failure());
        assertThat(triage.failing()).containsExactly(flight);
        triage.delivered(flight);

        assertThat(triage.failing()).isEmpty();
        assertThat(triage.isCalm()).isTrue();
    }
}
