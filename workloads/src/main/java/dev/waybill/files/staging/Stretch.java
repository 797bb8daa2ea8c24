package dev.waybill.files.staging;

/**
 * Offsets of a partition, both ends included.
 *
 * @param low the lowest
 * @param high the highest
 */
public record Stretch(long low, long high) {
    public Stretch {
        if (low < 0 || high < low) {
            throw new IllegalArgumentException("no stretch of offsets: " + low + " to " + high);
        }
    }

    static Stretch of(long offset) {
        return new Stretch(offset, offset);
    }

    /** From the lower of both beginnings to the higher of both ends. */
    public Stretch and(Stretch other) {
        return new Stretch(Math.min(low, other.low), Math.max(high, other.high));
    }
}
