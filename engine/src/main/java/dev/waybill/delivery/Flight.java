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
final class Flight extends Piece {
    final PartitionState partition;
    final long offset;
    final KafkaRecord record;

    /** Of key and value; kept here because looking at those again would fetch them into this processor. */
    final int bytes;

    final int lane;

    /** Whether it came back from a worker by itself, at least once. */
    boolean cameBack;

    /** Whether it lets others of its lane pass, because its place among them is kept where it is gathered. */
    boolean letsPass;

    /** Whether the sink may have it already: an attempt failed, or a run before this one may have been at it. */
    boolean mayHaveArrived;

    /** Why its place in the order cannot be told; such a record is never delivered. Absent for all others. */
    @Nullable
    Failure misplaced;

    /** What its failed deliveries say about it; absent before the first. */
    @Nullable
    Trouble trouble;

    /** When its next attempt may begin, after one that failed. */
    long dueNanos;

    /** The record that waits behind this one in the same lane. */
    @Nullable
    Flight behind;

    Flight(PartitionState partition, long offset, KafkaRecord record, int bytes, int lane) {
        this.partition = partition;
        this.offset = offset;
        this.record = record;
        this.bytes = bytes;
        this.lane = lane;
    }

    @Override
    Flight root() {
        return this;
    }

    /** Takes note that it is with a worker ({@code 1}) or back from it ({@code -1}). */
    void count(int direction) {
        partition.count(direction, (long) direction * bytes);
    }

    int failures() {
        Trouble known = trouble;
        return known == null ? 0 : known.failures;
    }
}
