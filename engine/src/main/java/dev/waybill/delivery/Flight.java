package dev.waybill.delivery;

import dev.waybill.failure.Failure;
import dev.waybill.record.KafkaRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way, and how far it got.
 *
 * <p>Touched by one thread at a time: the loop's, until it is dispatched; the thread that runs its step; the loop's
 * again once it lies in the {@link Mailbox}.
 */
final class Flight {
    enum Outcome {
        DELIVERED,
        FILTERED,
        FAILED,
        PARKED,
        PARKING_FAILED
    }

    final PartitionState partition;
    final long offset;
    final KafkaRecord record;
    final @Nullable Object lane;

    /** The step that comes next, and what it is given. */
    int stage;

    Object value;

    @Nullable
    Outcome outcome;

    @Nullable
    Failure failure;

    /** Failed deliveries; those of them that count against the record. */
    int failures;

    int counted;

    /** Moments of {@link dev.waybill.retry.PeerEvidence}. */
    long firstFailure;

    long lastFailure;

    long dueNanos;

    /** Links flights in a mailbox. */
    @Nullable
    Flight next;

    /** The record that waits behind this one in the same lane. */
    @Nullable
    Flight behind;

    Flight(PartitionState partition, long offset, KafkaRecord record, @Nullable Object lane) {
        this.partition = partition;
        this.offset = offset;
        this.record = record;
        this.lane = lane;
        this.value = record;
    }
}
