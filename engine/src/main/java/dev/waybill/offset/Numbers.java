package dev.waybill.offset;

import java.util.Arrays;

/**
 * A list of numbers to be written in Rice's code, most of them zero. Not thread-safe.
 *
 * <p>Its size is never above {@link Rice#bound} of their count and sum.
 */
final class Numbers {
    /** What a single number may add to the mean: a few enormous ones must not spoil the parameter for all others. */
    private static final long CLIP = 4096;

    private long[] values = new long[16];
    private long[] zerosAfter = new long[16];
    private int used;
    private long count;
    private long sum;
    private long clippedSum;

    /** Adds {@code value}, and then so many zeros. */
    void add(long value, long zeros) {
        if (used == values.length) {
            values = Arrays.copyOf(values, 2 * used);
            zerosAfter = Arrays.copyOf(zerosAfter, 2 * used);
        }
        values[used] = value;
        zerosAfter[used++] = zeros;
        count += 1 + zeros;
        sum += value;
        clippedSum += Math.min(value, CLIP);
    }

    long bits() {
        return count > HeldCode.MOST_ITEMS ? HeldCode.TOO_LARGE : cost(rice());
    }

    private Rice rice() {
        var byMean = Rice.best(count, sum);
        var byClippedMean = Rice.best(count, clippedSum);
        return byMean.equals(byClippedMean) || cost(byMean) <= cost(byClippedMean) ? byMean : byClippedMean;
    }

    private long cost(Rice rice) {
        long bits = (count - used) * rice.cost(0);
        for (int i = 0; i < used; i++) {
            bits += rice.cost(values[i]);
        }
        return bits;
    }

    /** Writes the parameter and the numbers. */
    void write(BitWriter to) {
        var rice = rice();
        to.bits(rice.k(), Rice.K_BITS);
        for (int i = 0; i < used; i++) {
            rice.write(values[i], to);
            for (long zero = 0; zero < zerosAfter[i]; zero++) {
                rice.write(0, to);
            }
        }
    }

    long count() {
        return count;
    }
}
