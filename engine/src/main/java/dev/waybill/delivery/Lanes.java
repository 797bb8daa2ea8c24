package dev.waybill.delivery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which lanes of a partition are in use, and who waits in them. What records of a lane have in common is a 64-bit hash;
 * two keys with the same hash merely wait for each other. A lane is a small number: it is that hash's for as long as a
 * record of it is on its way or waits. Confined to the loop's thread.
 */
final class Lanes {
    /*
     * This is touched twice for every record, so it is parallel arrays by lane, and an open-addressed index from hash to
     * lane that is touched only on entry. `active` counts the records of a lane that are on their way: more than one only
     * if all are in one chunk, whose worker keeps their order, or in chunks that follow each other; `chunk` is the last
     * one's number. `passed` counts those that are gathered: others may pass them,
     * but the lane stays theirs. Those that wait form a ring from the last, whose `behind` is the first: one reference in the table,
     * because writing references to it has a price. A lane that is idle keeps its hash until lanes run out; then all idle
     * ones are freed at once.
     */
    /** The lane of records that never wait. */
    static final int NONE = 0;
    /** The hash of what is absent: no lane has it. */
    static final long NO_HASH = 0;
    /** No chunk has this number. */
    static final int NO_CHUNK = -1;

    private static final int SMALLEST = 64;

    private long[] hash = new long[SMALLEST];
    private int[] active = new int[SMALLEST];
    private int[] chunk = new int[SMALLEST];
    private int[] passed = new int[SMALLEST];
    private Flight[] last = new Flight[SMALLEST];
    private int[] index = new int[SMALLEST * 2];
    private int[] free = new int[SMALLEST];
    private int freeCount;

    Lanes() {
        for (int lane = SMALLEST - 1; lane > NONE; lane--) {
            free[freeCount++] = lane;
        }
    }

    /** What a record has to do that wants into a lane. */
    enum Entry {
        /** Go in the chunk it asked for: it is on its way. */
        GO,
        /** Go in the chunk it asked for, once all chunks before that have arrived: it counts as on its way. */
        FOLLOW,
        /** {@link Lanes#await Wait} for its turn. */
        WAIT
    }

    /** The lane of all records whose key has this hash; a record must enter it or wait in it at once. */
    int of(long wanted) {
        if (wanted == NO_HASH) {
            return NONE;
        }
        int slot = slot(wanted);
        if (index[slot] == NONE) {
            if (freeCount == 0) {
                makeRoom();
                slot = slot(wanted);
            }
            int lane = free[--freeCount];
            hash[lane] = wanted;
            index[slot] = lane;
        }
        return index[slot];
    }

    /** Whether a record of {@code lane} may go in the chunk of that number; {@link #NO_CHUNK}: in none with others. */
    Entry enter(int lane, int chunkNumber) {
        if (active[lane] == 0 && last[lane] == null) {
            active[lane] = 1;
            chunk[lane] = chunkNumber;
            return Entry.GO;
        }
        if (chunkNumber == NO_CHUNK || chunk[lane] == NO_CHUNK || last[lane] != null) {
            return Entry.WAIT;
        }
        active[lane]++;
        if (chunk[lane] == chunkNumber) {
            return Entry.GO;
        }
        chunk[lane] = chunkNumber;
        return Entry.FOLLOW;
    }

    /** A record of {@code lane} did not arrive at once: no later one may follow it in a chunk. */
    void detach(int lane) {
        chunk[lane] = NO_CHUNK;
    }

    /**
     * Lets {@code flight}, which counted as on its way in a chunk that was not handed over, wait before all others of its
     * lane after all.
     */
    void retreat(Flight flight) {
        active[flight.lane]--;
        chunk[flight.lane] = NO_CHUNK;
        waitFirst(flight);
    }

    private void waitFirst(Flight flight) {
        Flight ring = last[flight.lane];
        join(flight, ring);
        if (ring == null) {
            last[flight.lane] = flight;
        }
    }

    /** The flight of {@code lane} that may go because none is on its way any more, if there is one. */
    @Nullable
    Flight wake(int lane) {
        if (active[lane] > 0) {
            return null;
        }
        Flight next = takeFirst(lane);
        active[lane] = next == null ? 0 : 1;
        return next;
    }

    /** Lets {@code flight} wait behind all others of its lane. */
    void await(Flight flight) {
        join(flight, last[flight.lane]);
        last[flight.lane] = flight;
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
        if (active[flight.lane] == 1) {
            chunk[flight.lane] = NO_CHUNK;
            return true;
        }
        active[flight.lane]--;
        waitFirst(flight);
        return false;
    }

    /** A record of {@code lane} is settled. Returns the flight that may go now, if one waited for it. */
    @Nullable
    Flight leave(int lane) {
        if (--active[lane] > 0 || last[lane] == null) {
            return null;
        }
        active[lane] = 1;
        chunk[lane] = NO_CHUNK;
        return takeFirst(lane);
    }

    /**
     * A record of {@code lane} keeps its place elsewhere from now on, until {@link #forget}. Returns the flight that may go
     * now, if one waited for it.
     */
    @Nullable
    Flight pass(int lane) {
        passed[lane]++;
        return leave(lane);
    }

    /** A record that was passed is settled. */
    void forget(int lane) {
        passed[lane]--;
    }

    /** The next that waits in {@code lane}, to go in the same chunk as the one before; null if none waits. */
    @Nullable
    Flight follow(int lane) {
        Flight next = takeFirst(lane);
        if (next != null) {
            active[lane]++;
        }
        return next;
    }

    private @Nullable Flight takeFirst(int lane) {
        Flight ring = last[lane];
        Flight taken = ring == null ? null : ring.behind;
        if (ring == null || taken == null) {
            return null;
        }
        if (taken == ring) {
            last[lane] = null;
        } else {
            ring.behind = taken.behind;
        }
        taken.behind = null;
        return taken;
    }

    /** Where in the index {@code wanted} is, or would be. */
    private int slot(long wanted) {
        int mask = index.length - 1;
        int slot = (int) wanted & mask;
        while (index[slot] != NONE && hash[index[slot]] != wanted) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void makeRoom() {
        freeIdle();
        if (freeCount < hash.length / 2) {
            grow();
        }
        Arrays.fill(index, NONE);
        for (int lane = 1; lane < hash.length; lane++) {
            if (hash[lane] != NO_HASH) {
                index[slot(hash[lane])] = lane;
            }
        }
    }

    private void freeIdle() {
        for (int lane = 1; lane < hash.length; lane++) {
            if (active[lane] == 0 && passed[lane] == 0 && last[lane] == null) {
                hash[lane] = NO_HASH;
                free[freeCount++] = lane;
            }
        }
    }

    private void grow() {
        int before = hash.length;
        hash = Arrays.copyOf(hash, before * 2);
        active = Arrays.copyOf(active, before * 2);
        chunk = Arrays.copyOf(chunk, before * 2);
        passed = Arrays.copyOf(passed, before * 2);
        last = Arrays.copyOf(last, before * 2);
        free = Arrays.copyOf(free, before * 2);
        index = new int[before * 4];
        for (int lane = before; lane < before * 2; lane++) {
            free[freeCount++] = lane;
        }
    }
}
