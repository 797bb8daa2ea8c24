package dev.waybill.pid.intake;

import dev.waybill.pid.event.Envelope;
import dev.waybill.pid.event.Findings;
import dev.waybill.pid.event.Shown;
import dev.waybill.pid.map.IsoTime;
import dev.waybill.record.KafkaRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * When an event happened: what it says, else the timestamp of its record. Never the clock, so that a record that is
 * read again gives the same plan.
 */
final class EventTime {
    private EventTime() {}

    static String of(Envelope envelope, KafkaRecord record, Findings findings) {
        var said = envelope.time().flatMap(IsoTime::of);
        if (said.isEmpty() && envelope.time().isPresent()) {
            findings.doubt(
                    "metadata.time",
                    "a date and time in ISO 8601",
                    Shown.text(envelope.time().get()),
                    "the timestamp of the record is used");
        }
        var time = said.or(() -> ofRecord(record));
        if (time.isEmpty()) {
            findings.problem("metadata.time", "a date and time in ISO 8601, as the record has none either", "nothing");
        }
        return time.orElse("");
    }

    private static Optional<String> ofRecord(KafkaRecord record) {
        return record.timestamp() <= 0
                ? Optional.empty()
                : IsoTime.of(Instant.ofEpochMilli(record.timestamp()).toString());
    }
}
