package dev.waybill.delivery;

import dev.waybill.failure.Failure;
import dev.waybill.record.Fetched;
import dev.waybill.record.KafkaRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way, and how far it got.
 *
 * <p>Touched by one thread at a time: the loop's, until it is dispatched; the thread that runs its step; the loop's
 * again once it lies in the {@link Mailbox}.
 */
final class Flight extends Message {
    enum Outcome {
        /** Not back yet; it comes to the mailbox by itself. */
        AWAY,

        /** Not started, because one of its lane, before it in the same chunk, did not arrive at once. */
        HELD,
        DELIVERED,
        FILTERED,
        FAILED,
        PARKED,
        PARKING_FAILED
    }

    final PartitionState partition;
    final long offset;
    final Fetched fetched;
    final int bytes;
    final long lane;

    /** The step that comes next, and what it is given; the record itself, where that is absent. */
    int stage;

    @Nullable
    Object value;

    /** How it came back, where it came back by itself. */
    Outcome outcome = Outcome.AWAY;

    @Nullable
    Failure failure;

    /** What its failed deliveries say about it; absent before the first. */
    @Nullable
    Trouble trouble;

    /** The record that waits behind this one in the same lane. */
    @Nullable
    Flight behind;

    Flight(PartitionState partition, long offset, Fetched fetched, long lane) {
        this.partition = partition;
        this.offset = offset;
        this.fetched = fetched;
        this.bytes = fetched.size();
        this.lane = lane;
    }

    /** Failed deliveries of one flight. Moments are those of {@link dev.waybill.retry.PeerEvidence}. */
    static final class Trouble {
        final long firstFailure;
        long lastFailure;
        int failures;
        int counted;

        @Nullable
        Failure last;

        long dueNanos;

        Trouble(long now) {
            firstFailure = now;
        }
    }

    KafkaRecord record() {
        return fetched.record();
    }

    int failures() {
        return trouble == null ? 0 : trouble.failures;
    }
}
