package dev.waybill.record;

import org.jspecify.annotations.Nullable;

/**
 * A record that may still be in its source's own form: turned into a {@link KafkaRecord} only where somebody looks at it.
 * Immutable; any thread may ask.
 */
public interface Fetched {
    byte @Nullable [] key();

    /** Bytes of key and value together. */
    int size();

    /** The record. Each call may make a new one. */
    KafkaRecord record();
}
