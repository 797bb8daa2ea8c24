package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the check at the end of a story must not overlook. */
final class VerdictTest {
    private static final byte[] BYTES = "[]".getBytes(UTF_8);
    private static final String REASON = "value: expected a JSON object, got an array of 0";

    private final Expectation expectation =
            Expectation.of(List.of(KafkaRecord.of("t", 0, 7, null, BYTES)), Samples.planner());
    private final Verdict verdict = new Verdict(expectation);

    @Test
    void aParkedEventAsItShouldBeIsNoDifference() {
        verdict.parked(List.of(line(7, REASON, BYTES)));

        assertThat(verdict.differences()).isEmpty();
    }

    @Test
    void anEventThatShouldBeParkedAndIsNot() {
        verdict.parked(List.of());

        assertThat(verdict.differences())
                .containsExactly("t-0@7: should be parked: " + REASON, "parked: expected 1, found 0");
    }

    @Test
    void anEventThatIsParkedTwice() {
        verdict.parked(List.of(line(7, REASON, BYTES), line(7, REASON, BYTES)));

        assertThat(verdict.differences()).contains("t-0@7: parked more than once");
    }

    @Test
    void anEventThatIsParkedAndShouldNotBe() {
        verdict.parked(List.of(line(7, REASON, BYTES), line(8, REASON, BYTES)));

        assertThat(verdict.differences()).contains("t-0@8: parked and should not be: " + REASON);
    }

    @Test
    void anotherReason() {
        verdict.parked(List.of(line(7, "the service was down", BYTES)));

        assertThat(verdict.differences())
                .containsExactly(
                        "t-0@7: expected to be parked because of \"" + REASON + "\", found \"the service was down\"");
    }

    @Test
    void bytesThatAreNotTheOriginal() {
        verdict.parked(List.of(line(7, REASON, "[ ]".getBytes(UTF_8))));

        assertThat(verdict.differences()).containsExactly("t-0@7: the parked bytes are not those that were sent");
    }

    @Test
    void anOutageThatWasTakenForTheFaultOfAnEvent() {
        var blamed = new ParkedLine(Path.of("f"), "", new Position("t", 0, 7), "transient", REASON, BYTES);

        verdict.parked(List.of(blamed));

        assertThat(verdict.differences()).containsExactly("parked, though not its own fault: expected 0, found 1");
    }

    @Test
    void aPartitionThatIsNotSignedForToItsEnd() {
        var partition = new TopicPartition("t", 0);

        verdict.offsets(new GroupProgress(Map.of(partition, 0L), Map.of(partition, 1L)));

        assertThat(verdict.differences())
                .containsExactly("t-0: committed up to 0, expected 1", "offsets committed: expected 1, found 0");
    }

    private static ParkedLine line(long offset, String reason, byte[] value) {
        return new ParkedLine(Path.of("f"), "", new Position("t", 0, offset), "poison", reason, value);
    }
}
