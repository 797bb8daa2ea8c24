package dev.waybill.delivery;

import dev.waybill.offset.OffsetTracker;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Map<Stage.Scan, Object> states = new ConcurrentHashMap<>(0);

    /** No longer ours: what comes back for it is too late. */
    boolean closed;

    /** Not to be delivered any further, until it is assigned anew. */
    boolean stopped;

    PartitionState(TopicPartition id) {
        this.id = id;
    }

    /** Whether nothing more of it is to be started. */
    boolean isOver() {
        return closed || stopped;
    }

    /** Lets {@code scan} take {@code value} into its state for this partition. */
    Object scan(Stage.Scan scan, Object value) {
        Object before = states.computeIfAbsent(scan, s -> s.first().get());
        Object after = scan.step().apply(before, value);
        states.put(scan, after);
        return after;
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
            bufferedBytes -= flight.record.bytes();
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
