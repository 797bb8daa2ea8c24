package dev.waybill.offset;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What travels with the held offsets: how often records failed so far, and the mark of the run.
 *
 * <p>Room for {@value #MOST_ATTEMPTS} records is kept free for them. Where there are more, the lowest offsets are written.
 *
 * @param attempts failed deliveries by offset, each 1 or more
 */
public record ResumeExtras(SortedMap<Long, Integer> attempts, RunMark mark) {
    /** No failures, and a run that ended cleanly. */
    public static final ResumeExtras NONE = new ResumeExtras(new TreeMap<>(), RunMark.NONE);

    /** Records whose attempts are written, at most. */
    public static final int MOST_ATTEMPTS = 16;

    /** Five bytes for an offset, three for its count; the mark's three numbers; flags. */
    static final int MOST_BYTES = MOST_ATTEMPTS * 8 + 3 + 9 + 9 + 1;

    private static final int MOST_COUNTED = 0xFFFF;
    private static final long FARTHEST = 1L << 32;
    private static final int COUNT_BITS = 4;

    public ResumeExtras {
        attempts.forEach((offset, count) -> {
            if (offset < 0 || count < 1) {
                throw new IllegalArgumentException("offset " + offset + " cannot have failed " + count + " times");
            }
        });
        attempts = Collections.unmodifiableSortedMap(new TreeMap<>(attempts));
    }

    public boolean isEmpty() {
        return attempts.isEmpty() && mark.equals(RunMark.NONE);
    }

    /** Those that are written for a partition whose committed position is {@code base}. */
    ResumeExtras writable(long base) {
        NavigableMap<Long, Integer> lowest = new TreeMap<>();
        for (Map.Entry<Long, Integer> entry : attempts.tailMap(base).entrySet()) {
            if (lowest.size() == MOST_ATTEMPTS || entry.getKey() - base >= FARTHEST) {
                break;
            }
            lowest.put(entry.getKey(), Math.min(entry.getValue(), MOST_COUNTED));
        }
        return new ResumeExtras(lowest, mark);
    }

    /** Writes what {@link #writable} returned. */
    void write(BitWriter to, long base) {
        to.bit(!attempts.isEmpty());
        to.bit(!mark.equals(RunMark.NONE));
        if (!attempts.isEmpty()) {
            to.bits(attempts.size() - 1L, COUNT_BITS);
            attempts.forEach((offset, count) -> {
                to.number(offset - base);
                to.number(count);
            });
        }
        if (!mark.equals(RunMark.NONE)) {
            to.bit(mark.open());
            to.number(mark.crashes());
            to.number(mark.suspectsUntil() - RunMark.NOWHERE);
            to.number(mark.alone() - RunMark.NOWHERE);
        }
    }

    static ResumeExtras read(BitReader from, long base) throws DamagedException {
        boolean hasAttempts = from.bit();
        boolean hasMark = from.bit();
        var attempts = new TreeMap<Long, Integer>();
        if (hasAttempts) {
            long size = from.bits(COUNT_BITS) + 1;
            for (int i = 0; i < size; i++) {
                long offset = HeldCode.above(base, from.number());
                attempts.put(offset, (int) inRange(from.number(), 1, MOST_COUNTED));
            }
        }
        return new ResumeExtras(attempts, hasMark ? readMark(from) : RunMark.NONE);
    }

    private static RunMark readMark(BitReader from) throws DamagedException {
        boolean open = from.bit();
        int crashes = (int) inRange(from.number(), 0, RunMark.MOST_CRASHES);
        return new RunMark(open, crashes, from.number() + RunMark.NOWHERE, from.number() + RunMark.NOWHERE);
    }

    private static long inRange(long value, long least, long most) throws DamagedException {
        if (value < least || value > most) {
            throw new DamagedException("it holds a number out of range");
        }
        return value;
    }
}
