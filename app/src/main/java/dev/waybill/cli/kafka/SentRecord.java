package dev.waybill.cli.kafka;

/** A record the broker has confirmed. */
public record SentRecord(String topic, int partition, long offset, String key) {}
