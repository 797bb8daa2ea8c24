package dev.waybill.failure;

import dev.waybill.record.KafkaRecord;
import java.time.Instant;

/**
 * A record that is set aside, with proof.
 *
 * @param record as it was read, every byte
 * @param failure why its last delivery failed
 * @param attempts how often it was delivered in this run
 * @param at when it was given up
 * @param step where in the pipeline it failed, such as {@code sink}; empty where nobody knows
 */
public record ParkedRecord(KafkaRecord record, Failure failure, int attempts, Instant at, String step) {
    public ParkedRecord(KafkaRecord record, Failure failure, int attempts, Instant at) {
        this(record, failure, attempts, at, "");
    }

    /** Names this parked record for as long as it exists, wherever it is kept: {@link ParkedIds}. */
    public String id() {
        return ParkedIds.of(record);
    }

    /** What it has in common with all that failed for the same cause: {@link Fingerprint}. */
    public String fingerprint() {
        return Fingerprint.of(failure.failureClass(), step, failure.reason());
    }
}
