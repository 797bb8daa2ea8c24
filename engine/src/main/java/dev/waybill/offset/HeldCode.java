package dev.waybill.offset;

import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One way to write held offsets as bits, relative to the committed position. The smallest of all is used: gaps between
 * the held, gaps between the unsettled, runs, or a plain bitmap.
 */
sealed interface HeldCode permits Gaps, RunLengths, Bitmap {
    int KIND_BITS = 3;
    int NOTHING_HELD = 0;

    /** Stands for a size that is out of the question. */
    long TOO_LARGE = Long.MAX_VALUE;

    /** More offsets than this are not written one by one. */
    long MOST_ITEMS = 1L << 32;

    /** The number by which a reader knows this code. */
    int kind();

    /** The size, without what {@link #write} takes for counts and parameters. */
    long bits();

    void write(BitWriter to);

    /** The smallest code for {@code held}, which is not empty and lies at {@code base} or above. */
    static HeldCode smallest(HeldRuns held, long base) {
        return Stream.of(
                        Gaps.betweenUnsettled(held, base),
                        Gaps.betweenHeld(held, base),
                        new RunLengths(held, base),
                        new Bitmap(held, base))
                .min(Comparator.comparingLong(HeldCode::bits))
                .orElseThrow();
    }

    static HeldRuns read(BitReader from, long base) throws DamagedException {
        int kind = (int) from.bits(KIND_BITS);
        if (kind == NOTHING_HELD) {
            return HeldRuns.NONE;
        } else if (kind == Gaps.BETWEEN_UNSETTLED || kind == Gaps.BETWEEN_HELD) {
            return Gaps.read(kind, from, base);
        } else if (kind == RunLengths.KIND) {
            return RunLengths.read(from, base);
        } else if (kind == Bitmap.KIND) {
            return Bitmap.read(from, base);
        } else {
            throw new DamagedException("it holds offsets in an unknown code");
        }
    }

    /**
     * The most that the smallest code takes, in bits, for any choice of held offsets among {@code span} of which not more
     * than {@code unsettled} are not held: it falls with both, so what fits once fits until more is admitted.
     */
    static long bound(long span, long unsettled) {
        return Math.min(span, Rice.bound(unsettled + 1, span));
    }

    /** The offset {@code width} above {@code offset}. */
    static long above(long offset, long width) throws DamagedException {
        if (offset > (1L << 60) || width > (1L << 60)) {
            throw new DamagedException("it holds an offset out of range");
        }
        return offset + width;
    }
}
