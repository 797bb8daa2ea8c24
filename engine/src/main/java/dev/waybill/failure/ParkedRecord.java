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
 */
public record ParkedRecord(KafkaRecord record, Failure failure, int attempts, Instant at) {}
