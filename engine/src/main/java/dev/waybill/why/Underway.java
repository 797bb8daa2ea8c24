package dev.waybill.why;

/** A record that was read and has not arrived, and how it fares. */
public record Underway(String topic, int partition, Blocking record) {}
