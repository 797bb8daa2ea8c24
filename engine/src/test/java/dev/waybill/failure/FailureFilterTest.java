package dev.waybill.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.record.KafkaRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailureFilterTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
    private final FailureEntry entry = entry("payments", 3, 77, "K");

    @Test
    void eachConditionLetsThroughWhatIsMeantAndNothingElse() {
        var all = FailureFilter.ALL;

        assertPasses(all.withId(entry.id().substring(0, 6)), all.withId(entry.id() + "0"));
        assertPasses(all.withId(entry.id().toUpperCase(java.util.Locale.ROOT)), all.withId("x"));
        assertPasses(all.withFingerprint(entry.fingerprint()), all.withFingerprint("x"));
        assertPasses(all.withClass(FailureClass.POISON), all.withClass(FailureClass.BUG));
        assertPasses(all.withKey("K"), all.withKey("k"));
        assertPasses(
                positions(anywhere().ofTopic("payments")), positions(anywhere().ofTopic("payment")));
        assertPasses(positions(anywhere().ofPartition(3)), positions(anywhere().ofPartition(0)));
        assertPasses(
                positions(anywhere().ofOffsets(77, 77)), positions(anywhere().ofOffsets(78, 99)));
        assertPasses(
                positions(anywhere().ofOffsets(0, 77)), positions(anywhere().ofOffsets(0, 76)));
        assertPasses(times(AT, AT.plusMillis(1)), times(AT.minusMillis(1), AT));
    }

    @Test
    void aRecordWithoutKeyHasNoneEvenIfAskedForTheEmptyOne() {
        assertThat(FailureFilter.ALL.withKey("").passes(entry("t", 0, 1, null))).isFalse();
    }

    @Test
    void conditionsAreWrittenForAPerson() {
        var filter = FailureFilter.ALL
                .withFingerprint("0A1")
                .withClass(FailureClass.POISON)
                .withPositions(anywhere().ofTopic("payments").ofOffsets(5, Long.MAX_VALUE))
                .withKey("K");

        assertThat(filter).hasToString("fingerprint=0a1 class=poison topic=payments offset>=5 key=\"K\"");
        assertThat(FailureFilter.ALL).hasToString("all");
    }

    @Test
    void rangesThatEndBeforeTheyBeginAreRefused() {
        assertThatThrownBy(() -> anywhere().ofOffsets(2, 1)).hasMessageContaining("got 2 and 1");
        assertThatThrownBy(() -> new TimeRange(AT.plusSeconds(1), AT)).hasMessageContaining("times: expected");
    }

    private void assertPasses(FailureFilter passing, FailureFilter failing) {
        assertThat(passing.passes(entry)).as(passing.toString()).isEqualTo(true);
        assertThat(failing.passes(entry)).as(failing.toString()).isFalse();
    }

    private static PositionRange anywhere() {
        return PositionRange.ANYWHERE;
    }

    private static FailureFilter positions(PositionRange range) {
        return FailureFilter.ALL.withPositions(range);
    }

    private static FailureFilter times(Instant from, Instant until) {
        return FailureFilter.ALL.withTimes(new TimeRange(from, until));
    }

    private static FailureEntry entry(
            String topic, int partition, long offset, @org.jspecify.annotations.Nullable String key) {
        var record = KafkaRecord.of(topic, partition, offset, key == null ? null : key.getBytes(UTF_8), null);
        var failure = new Failure(FailureClass.POISON, "no", null, null);
        var parked = new ParkedRecord(record, failure, 1, AT, "sink");
        return new FailureEntry(parked.id(), parked.id(), parked.fingerprint(), parked, "here");
    }
}
