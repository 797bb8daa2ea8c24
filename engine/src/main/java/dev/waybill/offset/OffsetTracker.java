package dev.waybill.offset;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Which delivered offsets of one partition are settled, and the lowest that is not: the head.
 *
 * <p>Offsets are admitted in rising order and settled in any order. Settling costs amortised constant time; memory is
 * at most two bits per offset of span plus 4 KiB. Not thread-safe: one thread owns a tracker.
 *
 * <p>What a run before this one had settled above its last commit is known from the start: such an offset is settled when
 * it is admitted.
 */
public final class OffsetTracker {
    /*
     * A settled offset is a set bit in a ring of words. Bits are addressed by a virtual offset v = offset - removed,
     * where `removed` is the total width of the wide gaps below it, so that a hole of a billion offsets (compaction)
     * costs one Gap and no bits. Narrow gaps are bits that are set at admission.
     * Invariants: headV <= nextV; bits outside [headV, nextV) are clear; bit headV is clear.
     */
    private static final int SMALLEST_RING = 16;
    private static final int LARGEST_KEPT_RING = 512;
    private static final int WIDE_GAP = 4096;

    private record Gap(long from, long to, long removedAfter) {}

    private final ArrayDeque<Gap> gaps = new ArrayDeque<>(0);
    private long[] ring = new long[SMALLEST_RING];
    private long removed; // width of all wide gaps at or below the head
    private long removedAtNext; // width of all wide gaps below next
    private long headV;
    private long nextV;
    private long held;
    private final long start;
    private long missing; // offsets without a record, from the start on
    private long known; // records that another run had settled, of those admitted
    private @Nullable Foreseen foreseen; // absent once everything that it knows was admitted

    /** A tracker whose first record will be at {@code start} or later. */
    public OffsetTracker(long start) {
        this.start = start;
        headV = start;
        nextV = start;
    }

    /** A tracker that goes on where another run ended. */
    public OffsetTracker(ResumeData from) {
        this(from.base());
        foreseen = from.held().isEmpty() ? null : new Foreseen(from.held());
    }

    /**
     * Takes note that the record at {@code offset} was delivered. Offsets between the last one and this one do not exist
     * in the log and count as settled. Returns whether it has to be delivered: false if another run had settled it, and so
     * it is settled.
     *
     * @throws IllegalArgumentException if {@code offset} was admitted or skipped before
     */
    public boolean admit(long offset) {
        if (offset != nextV + removedAtNext) {
            skipTo(offset);
        }
        if (nextV - headV + 65 > ring.length * 64L) {
            makeRoom(1);
        }
        nextV++;
        return foreseen == null || !isForeseen(offset);
    }

    /** Settles {@code offset}, which was just admitted, if another run had done so. */
    private boolean isForeseen(long offset) {
        boolean isKnown = requireNonNull(foreseen).contains(offset) && settle(offset);
        known += isKnown ? 1 : 0;
        if (!foreseen.moveTo(offset + 1)) {
            foreseen = null;
        }
        return isKnown;
    }

    /**
     * Takes note that no record stands between the last one admitted and {@code position}.
     *
     * @throws IllegalArgumentException if {@code position} lies below an offset that was admitted
     */
    public void skipTo(long position) {
        long gap = position - next();
        if (gap == 0) {
            return;
        }
        if (gap < 0) {
            throw new IllegalArgumentException("offset " + position + " comes after " + (next() - 1));
        }
        missing += gap;
        if (headV == nextV) {
            headV += gap;
            nextV += gap;
        } else if (gap >= WIDE_GAP) {
            long from = next();
            removedAtNext += gap;
            gaps.addLast(new Gap(from, from + gap, removedAtNext));
        } else {
            makeRoom(gap);
            setBits(nextV, nextV + gap);
            nextV += gap;
            held += gap;
        }
    }

    /**
     * Settles {@code offset}. Returns false, and changes nothing, if it was settled before or never admitted.
     */
    public boolean settle(long offset) {
        long v = gaps.isEmpty() ? offset - removed : virtual(offset);
        if (v < headV || v >= nextV) {
            return false;
        }
        int word = word(v);
        long bit = 1L << v;
        if ((ring[word] & bit) != 0) {
            return false;
        }
        if (v == headV) {
            headV++;
            advance();
        } else {
            ring[word] |= bit;
            held++;
        }
        return true;
    }

    /**
     * Settles all offsets of {@code [from, to)}, which must have been admitted with no gap between them, and none of
     * which may have been settled before.
     */
    public void settleAll(long from, long to) {
        long fromV = gaps.isEmpty() ? from - removed : virtual(from);
        long toV = fromV + (to - from);
        if (fromV < headV || toV > nextV || to < from) {
            throw new IllegalArgumentException(
                    "offsets " + from + " to " + to + " are not between " + head() + " and " + next());
        }
        if (fromV == headV) {
            headV = toV;
            advance();
        } else {
            setBits(fromV, toV);
            held += toV - fromV;
        }
    }

    /** The lowest offset that is not settled; {@link #next} if all are. Committing it loses nothing. */
    public long head() {
        return headV + removed;
    }

    /** The offset after the highest that was admitted or skipped. */
    public long next() {
        return nextV + removedAtNext;
    }

    /** Delivered offsets from the head on, settled or not, gaps included. */
    public long span() {
        return next() - head();
    }

    /** Admitted offsets that are not settled. */
    public long unsettled() {
        return nextV - headV - held;
    }

    /** Records settled since this tracker began; offsets without a record and what another run had settled do not count. */
    public long settled() {
        return next() - start - missing - known - unsettled();
    }

    /** Settled offsets above the head, those that are not admitted yet included, wide gaps not. */
    public long heldCount() {
        return held + (foreseen == null ? 0 : foreseen.from(next()));
    }

    /** Settled offsets above the head, offsets that do not exist included. */
    public HeldRuns held() {
        var runs = new HeldRuns.Builder();
        long from = head();
        long below = removed;
        for (Gap gap : gaps) {
            addRuns(from, gap.from, below, runs);
            runs.add(gap.from, gap.to);
            from = gap.to;
            below = gap.removedAfter;
        }
        addRuns(from, next(), below, runs);
        if (foreseen != null) {
            foreseen.addRuns(next(), runs);
        }
        return runs.build();
    }

    private void addRuns(long from, long to, long below, HeldRuns.Builder runs) {
        long v = skip(from - below, to - below, false);
        while (v < to - below) {
            long end = skip(v, to - below, true);
            runs.add(v + below, end + below);
            v = skip(end, to - below, false);
        }
    }

    /** The first place from {@code v} on, below {@code end}, whose bit is not {@code bit}; else {@code end}. */
    private long skip(long v, long end, boolean bit) {
        while (v < end) {
            long word = ring[word(v)];
            int same = Long.numberOfTrailingZeros((bit ? ~word : word) >>> v);
            if (same < 64 - (v & 63)) {
                return Math.min(end, v + same);
            }
            v += 64 - (v & 63);
        }
        return end;
    }

    /**
     * Whether what is held will fit into {@code format}, in whatever order it settles, if up to {@code records} more are
     * admitted, within the next {@code width} offsets. Always so while nothing is unsettled, and where another run had
     * admitted as much.
     */
    public boolean fits(ResumeFormat format, long records, long width) {
        if (span() == 0) {
            return true;
        }
        long end = Math.max(next(), foreseen == null ? 0 : foreseen.end());
        long growth = Math.max(0, next() + width - end);
        long ahead = foreseen == null ? 0 : end - next() - foreseen.from(next());
        return growth == 0 || format.fits(end - head() + growth, unsettled() + ahead + Math.min(records, growth));
    }

    /** Bytes of the ring, for measurements. */
    public long memory() {
        return ring.length * 8L;
    }

    /** Moves the head over what is held next to it. */
    private void advance() {
        if (held > 0) {
            passHeld();
        }
        if (!gaps.isEmpty()) {
            passGaps();
        }
        if (headV == nextV && ring.length > LARGEST_KEPT_RING) {
            ring = new long[SMALLEST_RING];
        }
    }

    private void passHeld() {
        long start = headV;
        while (headV < nextV) {
            int word = word(headV);
            int from = (int) headV & 63;
            int ones = Long.numberOfTrailingZeros(~(ring[word] >>> from));
            ones = Math.min(ones, 64 - from);
            ring[word] &= ~(ones == 64 ? -1L : ((1L << ones) - 1) << from);
            headV += ones;
            if (from + ones < 64) {
                break;
            }
        }
        held -= headV - start;
    }

    private void passGaps() {
        for (var gap = gaps.peekFirst(); gap != null && head() >= gap.from; gap = gaps.peekFirst()) {
            removed = gap.removedAfter;
            gaps.removeFirst();
        }
    }

    /** Where {@code offset} stands in the ring, or -1 if it lies inside a wide gap. */
    private long virtual(long offset) {
        long below = removed;
        for (Gap gap : gaps) {
            if (offset < gap.from) {
                break;
            }
            if (offset < gap.to) {
                return -1;
            }
            below = gap.removedAfter;
        }
        return offset - below;
    }

    private void makeRoom(long bits) {
        long needed = nextV - headV + bits + 64; // a word that is left and a word that is entered must not meet
        if (needed <= ring.length * 64L) {
            return;
        }
        int size = ring.length;
        while (size * 64L < needed) {
            size = Math.multiplyExact(size, 2);
        }
        var larger = new long[size];
        for (long w = headV >>> 6; w <= nextV >>> 6; w++) {
            larger[(int) (w & (size - 1))] = ring[(int) (w & (ring.length - 1))];
        }
        ring = larger;
    }

    private void setBits(long from, long to) {
        for (long v = from; v < to; ) {
            int start = (int) v & 63;
            int count = (int) Math.min(64 - start, to - v);
            ring[word(v)] |= (count == 64 ? -1L : (1L << count) - 1) << start;
            v += count;
        }
    }

    private int word(long v) {
        return (int) (v >>> 6) & (ring.length - 1);
    }
}
