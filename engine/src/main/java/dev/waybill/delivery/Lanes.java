package dev.waybill.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Which lanes of a partition are in use, and who waits in them. A lane is a 64-bit hash of what its records have in
 * common; two keys with the same hash merely wait for each other. Confined to the loop's thread.
 */
final class Lanes {
    /*
     * Open addressing with linear probing over parallel arrays, because this is touched twice for every record. Slot i is
     * free where lanes[i] is 0. `active` counts the records of a lane that are on their way: more than one only if all are
     * in one chunk, whose worker keeps their order, or in chunks that follow each other. `chunk` is the last one's number. Those that wait form a ring from
     * the last, whose `behind` is the first: one reference in the table, because writing references to it has a price.
     */
    static final long NONE = 0;
    /** No chunk has this number. */
    static final int NO_CHUNK = -1;

    private long[] lanes = new long[64];
    private int[] active = new int[64];
    private int[] chunk = new int[64];
    private Flight[] last = new Flight[64];
    private int size;

    /** What a record has to do that wants into a lane. */
    enum Entry {
        /** Go in the chunk it asked for: it is on its way. */
        GO,
        /** Go in the chunk it asked for, once all chunks before that have arrived: it counts as on its way. */
        FOLLOW,
        /** {@link Lanes#await Wait} for its turn. */
        WAIT
    }

    /** Whether a record of {@code lane} may go in the chunk of that number; {@link #NO_CHUNK}: in none with others. */
    Entry enter(long lane, int chunkNumber) {
        int slot = slot(lane);
        if (lanes[slot] == NONE) {
            lanes[slot] = lane;
            active[slot] = 1;
            chunk[slot] = chunkNumber;
            if (++size * 2 > lanes.length) {
                grow();
            }
            return Entry.GO;
        }
        if (chunkNumber == NO_CHUNK || chunk[slot] == NO_CHUNK || last[slot] != null) {
            return Entry.WAIT;
        }
        active[slot]++;
        if (chunk[slot] == chunkNumber) {
            return Entry.GO;
        }
        chunk[slot] = chunkNumber;
        return Entry.FOLLOW;
    }

    /** A record of {@code lane} did not arrive at once: no later one may follow it in a chunk. */
    void detach(long lane) {
        int slot = slot(lane);
        if (lanes[slot] == lane) {
            chunk[slot] = NO_CHUNK;
        }
    }

    /**
     * Lets {@code flight}, which counted as on its way in a chunk that was not handed over, wait before all others of its
     * lane after all.
     */
    void retreat(Flight flight) {
        int slot = slot(flight.lane);
        active[slot]--;
        chunk[slot] = NO_CHUNK;
        waitFirst(slot, flight);
    }

    private void waitFirst(int slot, Flight flight) {
        join(flight, last[slot]);
        if (last[slot] == null) {
            last[slot] = flight;
        }
    }

    /** The flight of {@code lane} that may go because none is on its way any more, if there is one. */
    @Nullable
    Flight wake(long lane) {
        int slot = slot(lane);
        if (lanes[slot] != lane || active[slot] > 0) {
            return null;
        }
        Flight next = takeFirst(slot);
        active[slot] = next == null ? 0 : 1;
        return next;
    }

    /** Lets {@code flight} wait behind all others of its lane. */
    void await(Flight flight) {
        int slot = slot(flight.lane);
        join(flight, last[slot]);
        last[slot] = flight;
    }

    private static void join(Flight flight, @Nullable Flight ring) {
        flight.behind = ring == null ? flight : ring.behind;
        if (ring != null) {
            ring.behind = flight;
        }
    }

    /**
     * Lets {@code flight}, which counted as on its way but was not started, wait before all others of its lane. Returns
     * whether it may go at once after all, because those before it are settled by now.
     */
    boolean awaitFirst(Flight flight) {
        int slot = slot(flight.lane);
        if (active[slot] == 1) {
            chunk[slot] = NO_CHUNK;
            return true;
        }
        active[slot]--;
        waitFirst(slot, flight);
        return false;
    }

    /** A record of {@code lane} is settled. Returns the flight that may go now, if one waited for it. */
    @Nullable
    Flight leave(long lane) {
        int slot = slot(lane);
        if (--active[slot] > 0) {
            return null;
        }
        Flight next = takeFirst(slot);
        if (next == null) {
            remove(slot);
            return null;
        }
        active[slot] = 1;
        chunk[slot] = NO_CHUNK;
        return next;
    }

    /** The next that waits in {@code lane}, to go in the same chunk as the one before; null if none waits. */
    @Nullable
    Flight follow(long lane) {
        int slot = slot(lane);
        Flight next = takeFirst(slot);
        if (next != null) {
            active[slot]++;
        }
        return next;
    }

    private @Nullable Flight takeFirst(int slot) {
        Flight ring = last[slot];
        Flight taken = ring == null ? null : ring.behind;
        if (ring == null || taken == null) {
            return null;
        }
        if (taken == ring) {
            last[slot] = null;
        } else {
            ring.behind = taken.behind;
        }
        taken.behind = null;
        return taken;
    }

    private int slot(long lane) {
        int mask = lanes.length - 1;
        int slot = (int) lane & mask;
        while (lanes[slot] != lane && lanes[slot] != NONE) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Closes the hole, so that no probe ends before what it looks for. */
    private void remove(int slot) {
        int mask = lanes.length - 1;
        int hole = slot;
        for (int i = (hole + 1) & mask; lanes[i] != NONE; i = (i + 1) & mask) {
            int home = (int) lanes[i] & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                move(i, hole);
                hole = i;
            }
        }
        lanes[hole] = NONE;
        if (last[hole] != null) {
            last[hole] = null;
        }
        size--;
    }

    private void move(int from, int to) {
        lanes[to] = lanes[from];
        active[to] = active[from];
        chunk[to] = chunk[from];
        if (last[to] != last[from]) {
            last[to] = last[from];
        }
    }

    private void grow() {
        long[] oldLanes = lanes;
        int[] oldActive = active;
        int[] oldChunk = chunk;
        Flight[] oldLast = last;
        int capacity = oldLanes.length * 2;
        lanes = new long[capacity];
        active = new int[capacity];
        chunk = new int[capacity];
        last = new Flight[capacity];
        for (int i = 0; i < oldLanes.length; i++) {
            if (oldLanes[i] != NONE) {
                int slot = slot(oldLanes[i]);
                lanes[slot] = oldLanes[i];
                active[slot] = oldActive[i];
                chunk[slot] = oldChunk[i];
                last[slot] = oldLast[i];
            }
        }
    }
}
