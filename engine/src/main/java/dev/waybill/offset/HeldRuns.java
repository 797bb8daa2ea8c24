package dev.waybill.offset;

import java.util.Arrays;

/**
 * Held offsets as runs without a gap, the lowest first. Two runs never touch. Immutable.
 */
public final class HeldRuns {
    /** No offset at all. */
    public static final HeldRuns NONE = new HeldRuns(new long[0], 0);

    /** Run i is [bounds[2 * i], bounds[2 * i + 1]). */
    private final long[] bounds;

    private final long count;

    private HeldRuns(long[] bounds, long count) {
        this.bounds = bounds;
        this.count = count;
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** How many runs there are. */
    public int size() {
        return bounds.length / 2;
    }

    /** The lowest offset of a run. */
    public long from(int run) {
        return bounds[2 * run];
    }

    /** The offset after the highest of a run. */
    public long to(int run) {
        return bounds[2 * run + 1];
    }

    /** How many offsets there are. */
    public long count() {
        return count;
    }

    public boolean contains(long offset) {
        int at = Arrays.binarySearch(bounds, offset);
        return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
    }

    /** The lowest runs, so many of them. */
    HeldRuns lowest(int runs) {
        var builder = new Builder();
        for (int i = 0; i < runs; i++) {
            builder.add(from(i), to(i));
        }
        return builder.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeldRuns that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return count + " offsets in " + size() + " runs";
    }

    /** Collects runs. Not thread-safe. */
    static final class Builder {
        private long[] bounds = new long[16];
        private int used;
        private long count;

        /** Adds the offsets of {@code [from, to)}, which lie above all others. */
        void add(long from, long to) {
            if (from >= to) {
                return;
            }
            count += to - from;
            if (used > 0 && bounds[used - 1] == from) {
                bounds[used - 1] = to;
                return;
            }
            if (used == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * used);
            }
            bounds[used++] = from;
            bounds[used++] = to;
        }

        HeldRuns build() {
            return used == 0 ? NONE : new HeldRuns(Arrays.copyOf(bounds, used), count);
        }
    }
}
