package dev.waybill.delivery;

import static java.time.Duration.ofMinutes;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryTopics;
import dev.waybill.testkit.TestRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How records that are given up go to the failure store. */
final class ParkingTest {
    private final MemoryTopics topics = MemoryTopics.of("t", 1);
    private final List<List<ParkedRecord>> lots = new ArrayList<>();

    private void parkAll(FailureStore store) {
        var pipeline = Pipeline.from(topics).parkingIn(store).toEach(record -> {
            throw DeliveryException.poison("never");
        });
        try (var run = TestRun.start(pipeline, topics, new ManualTime())) {
            run.passUntil(topics::hasNoLag, ofMinutes(5));
        }
    }

    private void put(int records, int bytes) {
        for (int i = 0; i < records; i++) {
            topics.put(KafkaRecord.of("t", 0, i, null, new byte[bytes]));
        }
    }

    @Test
    void aLotIsBoundedHoweverManyWait() {
        put(3_000, 10_000);

        parkAll(lots::add);

        assertThat(lots)
                .allSatisfy(lot -> assertThat(lot.stream()
                                .mapToLong(
                                        parked -> requireNonNull(parked.record().value()).length)
                                .sum())
                        .isLessThanOrEqualTo(4 << 20));
        assertThat(lots.stream().mapToInt(List::size).sum()).isEqualTo(3_000);
    }

    @Test
    void manySmallRecordsGoInLotsOfAThousand() {
        put(5_000, 1);

        parkAll(lots::add);

        assertThat(lots).allSatisfy(lot -> assertThat(lot).hasSizeLessThanOrEqualTo(1_000));
    }

    @Test
    void aRecordThatIsLargerThanALotGoesAlone() {
        put(3, 5 << 20);

        parkAll(lots::add);

        assertThat(lots).hasSize(3);
    }

    @Test
    void aStoreThatRunsOutOfMemoryIsTriedAgain() {
        put(10, 1);
        int[] calls = {0};

        parkAll(records -> {
            if (calls[0]++ == 0) {
                throw new OutOfMemoryError("as the test asked");
            }
            lots.add(records);
        });

        assertThat(lots.stream().mapToInt(List::size).sum()).isEqualTo(10);
    }
}
