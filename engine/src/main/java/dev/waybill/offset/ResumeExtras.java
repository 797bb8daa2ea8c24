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
 * @param attempts failed deliveries by offset
 */
public record ResumeExtras(SortedMap<Long, FailedAt> attempts, RunMark mark) {
    /** No failures, and a run that ended cleanly. */
    public static final ResumeExtras NONE = new ResumeExtras(new TreeMap<>(), RunMark.NONE);

    /** Records whose attempts are written, at most. */
    public static final int MOST_ATTEMPTS = 16;

    /** Five bytes for an offset, three for its count, two for its step; the mark's three numbers; flags. */
    static final int MOST_BYTES = MOST_ATTEMPTS * 10 + 3 + 9 + 9 + 1;

    private static final long FARTHEST = 1L << 32;
    private static final int COUNT_BITS = 4;

    public ResumeExtras {
        if (!attempts.isEmpty() && attempts.firstKey() < 0) {
            throw new IllegalArgumentException("no record is at offset " + attempts.firstKey());
        }
        attempts = Collections.unmodifiableSortedMap(new TreeMap<>(attempts));
    }

    public boolean isEmpty() {
        return attempts.isEmpty() && mark.equals(RunMark.NONE);
    }

    /** Those that are written for a partition whose committed position is {@code base}. */
    ResumeExtras writable(long base) {
        NavigableMap<Long, FailedAt> lowest = new TreeMap<>();
        for (Map.Entry<Long, FailedAt> entry : attempts.tailMap(base).entrySet()) {
            if (lowest.size() == MOST_ATTEMPTS || entry.getKey() - base >= FARTHEST) {
                break;
            }
            lowest.put(entry.getKey(), entry.getValue().writable());
        }
        return new ResumeExtras(lowest, mark);
    }

    /** Writes what {@link #writable} returned. */
    void write(BitWriter to, long base) {
        to.bit(!attempts.isEmpty());
        to.bit(!mark.equals(RunMark.NONE));
        if (!attempts.isEmpty()) {
            to.bits(attempts.size() - 1L, COUNT_BITS);
            attempts.forEach((offset, failed) -> {
                to.number(offset - base);
                failed.write(to);
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
        var attempts = new TreeMap<Long, FailedAt>();
        for (long left = hasAttempts ? readSize(from) : 0; left > 0; left--) {
            long offset = HeldCode.above(base, from.number());
            attempts.put(offset, FailedAt.read(from));
        }
        return new ResumeExtras(attempts, hasMark ? readMark(from) : RunMark.NONE);
    }

    /** Leaves out how often records failed: failures count at the sink where they happened, and that is not said. */
    static ResumeExtras readVersion2(BitReader from, long base) throws DamagedException {
        boolean hasAttempts = from.bit();
        boolean hasMark = from.bit();
        for (long left = hasAttempts ? readSize(from) : 0; left > 0; left--) {
            HeldCode.above(base, from.number());
            from.number();
        }
        return new ResumeExtras(new TreeMap<>(), hasMark ? readMark(from) : RunMark.NONE);
    }

    private static long readSize(BitReader from) throws DamagedException {
        return from.bits(COUNT_BITS) + 1;
    }

    private static RunMark readMark(BitReader from) throws DamagedException {
        boolean open = from.bit();
        int crashes = (int) DamagedException.inRange(from.number(), 0, RunMark.MOST_CRASHES);
        return new RunMark(open, crashes, from.number() + RunMark.NOWHERE, from.number() + RunMark.NOWHERE);
    }
}
