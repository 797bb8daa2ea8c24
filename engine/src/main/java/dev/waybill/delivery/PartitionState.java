package dev.waybill.delivery;

import dev.waybill.offset.OffsetTracker;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition for as long as it is assigned here once; assigned again, it is another one. Confined to the loop's
 * thread.
 */
final class PartitionState {
    static final long UNKNOWN = -1;

    final TopicPartition id;
    final Map<Object, Flight> lastInLane = new HashMap<>();

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

    /** No longer ours: what comes back for it is too late. */
    boolean closed;

    PartitionState(TopicPartition id) {
        this.id = id;
    }

    void admit(Flight flight) {
        if (tracker == null) {
            tracker = new OffsetTracker(flight.offset);
            start = flight.offset;
        }
        tracker.admit(flight.offset);
        buffered++;
        bufferedBytes += flight.bytes;
    }

    void settle(Flight flight) {
        if (tracker != null && tracker.settle(flight.offset)) {
            buffered--;
            bufferedBytes -= flight.bytes;
        }
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

    /** Lets {@code flight} into its lane. Returns whether it may go at once. */
    boolean enter(Flight flight) {
        if (flight.lane == null) {
            return true;
        }
        Flight ahead = lastInLane.put(flight.lane, flight);
        if (ahead == null) {
            return true;
        }
        ahead.behind = flight;
        return false;
    }

    /** Takes {@code flight} out of its lane. Returns the one that may go now, if one waited. */
    @Nullable
    Flight leave(Flight flight) {
        if (flight.lane == null) {
            return null;
        }
        if (flight.behind == null) {
            lastInLane.remove(flight.lane);
        }
        return flight.behind;
    }
}
