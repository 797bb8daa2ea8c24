package dev.waybill.delivery;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.record.KafkaRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a record whose place in the order cannot be told. */
class KeyFunctionTest extends LoopFixture {
    private RuntimeException refusal = DeliveryException.poison("no account in the value");

    private Object keyOf(KafkaRecord record) {
        if (record.offset() == 1) {
            throw refusal;
        }
        return "one lane";
    }

    private DeliveryLoop readingThree() {
        ordering = Ordering.key(this::keyOf);
        return reading(0, 1, 2);
    }

    @Test
    void itIsParkedAndTheOthersArrive() {
        var loop = readingThree();
        sink.succeed(0, 0);
        tick(loop);
        sink.succeed(0, 2);
        passCommit(loop);

        assertThat(sink.started).containsExactly("0@0", "0@2");
        assertThat(failures.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.record().offset()).isEqualTo(1);
            assertThat(parked.failure().failureClass()).isEqualTo(FailureClass.POISON);
            assertThat(parked.failure().reason())
                    .isEqualTo("its place in the order cannot be told: no account in the value");
        });
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 3L));
    }

    @Test
    void itIsParkedAfterACrashAsWell() {
        readingThree();
        sink.started.clear();

        var loop = started();
        sink.succeed(0, 0);
        tick(loop);
        sink.succeed(0, 2);
        passCommit(loop);

        assertThat(failures.parked())
                .isNotEmpty()
                .allMatch(parked -> parked.record().offset() == 1);
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 3L));
    }

    @Test
    void aBugInTheFunctionParksNothingBeforeOthersHaveArrived() {
        refusal = new IllegalStateException("broken");
        var loop = readingThree();
        for (int second = 0; second < 60; second++) {
            time.advance(ofSeconds(1));
            tick(loop);
        }
        assertThat(failures.parked()).isEmpty();

        sink.succeed(0, 0);
        tick(loop);
        sink.succeed(0, 2);
        for (int offset = 10; offset < 20; offset++) {
            put(0, offset, "key" + offset);
            tick(loop);
            sink.succeed(0, offset);
            time.advance(ofSeconds(4));
            tick(loop);
        }

        assertThat(failures.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.failure().failureClass()).isEqualTo(FailureClass.BUG);
            assertThat(parked.failure().reason()).contains("broken");
        });
        assertThat(sink.started).doesNotContain("0@1");
    }

    @Test
    void itIsNeverDeliveredWhereGivenUpRecordsAreHeld() {
        whenGivenUp = FailurePolicy.HOLD_KEY;
        var loop = readingThree();
        sink.succeed(0, 0);
        tick(loop);
        sink.succeed(0, 2);
        passCommit(loop);
        time.advance(ofSeconds(60));
        passCommit(loop);

        assertThat(sink.started).containsExactly("0@0", "0@2");
        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 1L));
    }
}
