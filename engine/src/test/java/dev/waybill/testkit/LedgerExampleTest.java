package dev.waybill.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.delivery.Ordering;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureStore;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.Sink;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.KafkaSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the program that delivers payments does with payments, faults and kills. */
final class LedgerExampleTest {
    record Payment(String account, int cents) {
        static Payment parse(KafkaRecord record) {
            byte[] value = record.value();
            String text = value == null ? "" : new String(value, UTF_8);
            if (!text.matches("[0-9]{1,9}")) {
                throw DeliveryException.poison("value: expected cents such as \"1200\", got \"" + text + "\"");
            }
            return new Payment(record.keyText(), Integer.parseInt(text));
        }
    }

    /** As the program builds it. */
    static Pipeline ledger(Sink<Payment> sink, FailureStore failures) {
        return Pipeline.from(KafkaSource.topic("payments").group("ledger").servers("localhost:9092"))
                .named("ledger")
                .ordered(Ordering.key())
                .parkingIn(failures)
                .map(Payment::parse)
                .filter(payment -> payment.cents() > 0)
                .to(sink);
    }

    final ManualTime time = new ManualTime();
    final MemoryTopics topics = MemoryTopics.of("payments", 1);
    final MemoryFailures failures = new MemoryFailures();
    final FaultSink<Payment> sink = FaultSink.on(time);

    @Test
    void aPaymentThatCannotBeReadIsSetAsideAndTheOthersArrive() {
        topics.put("payments", 0, "alice", "1200");
        topics.put("payments", 0, "bob", "a lot");
        topics.put("payments", 0, "alice", "0");

        try (var run = TestRun.start(ledger(sink, failures), topics, time)) {
            run.passUntil(topics::hasNoLag, ofSeconds(1));
        }

        assertThat(sink.taken()).containsExactly(new Payment("alice", 1200));
        assertThat(failures.parked())
                .singleElement()
                .satisfies(parked -> assertThat(parked.failure().reason())
                        .isEqualTo("value: expected cents such as \"1200\", got \"a lot\""));
    }

    @Test
    void anOutageSetsNothingAside() {
        topics.put("payments", 0, "alice", "1200");
        sink.down();

        try (var run = TestRun.start(ledger(sink, failures), topics, time)) {
            run.pass(ofMinutes(10));
            assertThat(failures.parked()).isEmpty();
            assertThat(topics.committed().values()).containsExactly(0L);

            sink.heal();
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(sink.taken()).containsExactly(new Payment("alice", 1200));
    }

    @Test
    void aKillRepeatsWhatWasNotCommittedAndLosesNothing() {
        topics.put("payments", 0, "alice", "1200");
        topics.put("payments", 0, "bob", "300");
        sink.slow(ofMillis(100));

        try (var first = TestRun.start(ledger(sink, failures), topics, time)) {
            first.pass(ofMillis(120)); // both have arrived, neither is committed yet
            first.crash();
        }
        try (var second = TestRun.start(ledger(sink, failures), topics, time)) {
            second.passUntil(topics::hasNoLag, ofSeconds(5));
        }

        assertThat(sink.taken())
                .isEqualTo(List.of(
                        new Payment("alice", 1200),
                        new Payment("bob", 300),
                        new Payment("alice", 1200),
                        new Payment("bob", 300)));
    }
}
