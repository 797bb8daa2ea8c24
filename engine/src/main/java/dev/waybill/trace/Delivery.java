package dev.waybill.trace;

import dev.waybill.record.KafkaRecord;

/**
 * An attempt to deliver a record that is about to begin.
 *
 * @param pipeline its name
 * @param attempt counts from 1, in this run
 */
public record Delivery(String pipeline, KafkaRecord record, int attempt) {}
