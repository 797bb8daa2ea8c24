package dev.waybill.delivery;

import dev.waybill.time.Time;

/** How many records may be started now, at a fixed rate. Confined to the loop's thread. */
final class Pace {
    /** Unused time counts for up to this long, so that a short stall costs nothing. */
    private static final double BURST_SECONDS = 0.1;

    private final double perSecond;
    private final Time time;
    private double permits;
    private long lastNanos;

    /** {@code perSecond} records; without a bound where that is infinite. */
    Pace(double perSecond, Time time) {
        this.perSecond = perSecond;
        this.time = time;
        this.permits = Math.max(1, perSecond * BURST_SECONDS);
        this.lastNanos = time.nanos();
    }

    boolean isBounded() {
        return perSecond < Double.POSITIVE_INFINITY;
    }

    /** The most that it gives at once. */
    int most() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, perSecond * BURST_SECONDS));
    }

    /** Takes {@code records} permits if there are any; may take more than there are. */
    boolean take(int records) {
        if (!isBounded()) {
            return true;
        }
        long now = time.nanos();
        permits = Math.min(most(), permits + (now - lastNanos) / 1e9 * perSecond);
        lastNanos = now;
        if (permits <= 0) {
            return false; // what was taken beyond the permits is made up for first
        }
        permits -= records;
        return true;
    }
}
