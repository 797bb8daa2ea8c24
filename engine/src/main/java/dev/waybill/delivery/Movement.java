package dev.waybill.delivery;

import java.time.Duration;

/**
 * How a partition's head has moved, looked at a few times a second. Confined to the loop's thread.
 *
 * <p>A head that stands still while the sink takes others is another matter than one that stands still with everything:
 * so it is remembered how much had been delivered a moment after the head stopped, when what was in flight beside it had
 * its chance to arrive.
 */
final class Movement {
    private static final long SETTLING = Duration.ofSeconds(1).toNanos();
    private static final long NOT_YET = -1;

    private final ReadTimes reads = new ReadTimes();
    private long head = PartitionState.UNKNOWN;
    private long movedNanos;
    private long lookedNanos;
    private boolean idle = true;
    private long deliveredAfterStop = NOT_YET;

    Movement(long nowNanos) {
        movedNanos = nowNanos;
        lookedNanos = nowNanos;
    }

    void look(PartitionState partition, long delivered, long nowNanos) {
        long now = partition.head();
        lookedNanos = nowNanos;
        boolean isIdle = partition.isIdle();
        if (now != head || isIdle != idle) {
            head = now;
            idle = isIdle;
            movedNanos = nowNanos;
            deliveredAfterStop = NOT_YET;
        } else if (deliveredAfterStop == NOT_YET && nowNanos - movedNanos >= SETTLING) {
            deliveredAfterStop = delivered;
        }
        if (partition.tracker != null) {
            reads.sample(now, partition.tracker.next(), nowNanos);
        }
    }

    /** When the head moved last, or a first record came after a rest. */
    long movedNanos() {
        return movedNanos;
    }

    /** When the record at the head had been read. */
    long readNanos() {
        return reads.readBy(head, movedNanos);
    }

    /** The same of the one at {@code offset}. */
    long readNanos(long offset) {
        return reads.readBy(offset, lookedNanos);
    }

    /** How many records arrived elsewhere although the head stood still. */
    long deliveredBesides(long delivered) {
        return deliveredAfterStop == NOT_YET ? 0 : delivered - deliveredAfterStop;
    }
}
