package dev.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.ManualTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private static final int LANE = 1;

    private final PartitionState partition = new PartitionState(LoopFixture.partition(0));
    private final StepRunner steps = new StepRunner(
            List.of(new Stage.Later(value -> new CompletableFuture<>())),
            new Mailbox(new ManualTime()),
            Runnable::run,
            new Standby(Runnable::run));

    private Flight flight(int offset) {
        var record = KafkaRecord.of("t", 0, offset, new byte[] {1}, new byte[] {2});
        return new Flight(partition, offset, record, record.bytes(), LANE);
    }

    @Test
    void aRecordIsHeldUpByOneOfItsLaneThatIsUnderWay() {
        var chunk = Chunk.ofFlights(1, 2);
        chunk.add(flight(1));
        chunk.add(flight(2));

        chunk.run(steps);

        assertThat(chunk.outcome(1)).isEqualTo(Outcome.HELD);
    }

    @Test
    void aRecordThatLetsOthersPassIsHeldUpByNone() {
        var passed = flight(0);
        passed.letsPass = true;
        var chunk = Chunk.ofFlights(1, 2);
        chunk.add(flight(1));
        chunk.add(passed);

        chunk.run(steps);

        assertThat(chunk.outcome(1)).isEqualTo(Outcome.AWAY);
    }
}
