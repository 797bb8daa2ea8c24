package dev.waybill.failure;

import org.jspecify.annotations.Nullable;

/** What somebody may decide about a parked record. */
public sealed interface Decision {
    /** A replay delivers this value in place of the original one; null is Kafka's null. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    record Edited(byte @Nullable [] value) implements Decision {}

    /** What was edited is taken back: a replay delivers the original value. */
    record Restored() implements Decision {}

    /** No replay takes the record until it is freed. */
    record Kept() implements Decision {}

    /** Replays take the record again. */
    record Freed() implements Decision {}
}
