package dev.waybill.delivery;

import dev.waybill.offset.OffsetTracker;
import java.util.ArrayDeque;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition for as long as it is assigned here once; assigned again, it is another one. Confined to the loop's
 * thread.
 */
final class PartitionState {
    static final long UNKNOWN = -1;

    final TopicPartition id;
    final Lanes lanes = new Lanes();

    @Nullable
    OffsetTracker tracker;

    long start = UNKNOWN;
    long committed = UNKNOWN;
    long end = UNKNOWN;
    boolean paused;

    /** Records read and not settled, their bytes, and how many of them are with the workers. */
    int buffered;

    long bufferedBytes;
    int inFlight;

    /** Chunks of its records that are ready or with a worker, and those that follow once all of these have arrived. */
    int chunksOut;

    final ArrayDeque<Chunk> following = new ArrayDeque<>(0);

    /** No longer ours: what comes back for it is too late. */
    boolean closed;

    private @Nullable Movement movement;

    PartitionState(TopicPartition id) {
        this.id = id;
    }

    void admit(long offset, int bytes) {
        if (tracker == null) {
            tracker = new OffsetTracker(offset);
            start = offset;
        }
        tracker.admit(offset);
        buffered++;
        bufferedBytes += bytes;
    }

    void settle(Flight flight) {
        if (tracker != null && tracker.settle(flight.offset)) {
            buffered--;
            bufferedBytes -= flight.bytes;
        }
    }

    /** Settles all offsets of {@code [from, to)}; all of them were admitted, none settled. */
    void settleRun(long from, long to) {
        if (tracker != null) {
            tracker.settleAll(from, to);
        }
    }

    /** Forgets {@code records} that are settled. */
    void leave(int records, long bytes) {
        buffered -= records;
        bufferedBytes -= bytes;
    }

    void skipTo(long position) {
        if (tracker == null) {
            tracker = new OffsetTracker(position); // nothing to deliver up to here: that may be committed
        } else if (position > tracker.next()) {
            tracker.skipTo(position);
        }
    }

    /** How its head moves; seen from {@code nowNanos} on, if it was not looked at before. */
    Movement movement(long nowNanos) {
        if (movement == null) {
            movement = new Movement(nowNanos);
        }
        return movement;
    }

    /** The position that loses nothing when committed, or {@link #UNKNOWN} before the first record. */
    long head() {
        return tracker == null ? UNKNOWN : tracker.head();
    }

    long span() {
        return tracker == null ? 0 : tracker.span();
    }

    boolean isIdle() {
        return tracker == null || tracker.unsettled() == 0;
    }
}
