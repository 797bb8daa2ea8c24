package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.demo.PaymentEvents.Fate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class PaymentEventsTest {
    @Test
    void ofAHundredOneIsUnreadableAndFiveAreNotBooked() {
        assertThat(PaymentEvents.count(100_000, Fate.PARKED)).isEqualTo(1_000);
        assertThat(PaymentEvents.count(100_000, Fate.FILTERED)).isEqualTo(5_000);
        assertThat(PaymentEvents.count(100_000, Fate.ARRIVES)).isEqualTo(94_000);
    }

    @Test
    void whatBecomesOfAPaymentFollowsFromWhatItSays() {
        var events = PaymentEvents.of(200);

        for (int number = 0; number < events.size(); number++) {
            var json = JsonMapper.shared().readTree(events.get(number).value());
            Fate fate = PaymentEvents.fate(number);
            assertThat(json.path("number").asInt()).isEqualTo(number);
            assertThat(json.path("cents").isInt()).isEqualTo(fate != Fate.PARKED);
            assertThat(json.path("state").asString().equals("draft")).isEqualTo(fate == Fate.FILTERED);
        }
    }
}
