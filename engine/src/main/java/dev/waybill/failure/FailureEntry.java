package dev.waybill.failure;

import dev.waybill.record.KafkaRecord;

/**
 * A parked record as its store has it.
 *
 * @param id its name, as long as it exists
 * @param mark what the store remembers it by once it is settled; another one when somebody mended it
 * @param fingerprint what it has in common with others that failed for the same cause
 * @param place where in the store it lies, for a person
 */
public record FailureEntry(String id, String mark, String fingerprint, ParkedRecord parked, String place) {
    /** The record ready to be delivered once more: its attempt is one higher. */
    public KafkaRecord again() {
        KafkaRecord record = parked.record();
        return new KafkaRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers(),
                record.attempt() + 1);
    }
}
