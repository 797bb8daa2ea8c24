package dev.waybill.time;

/**
 * How many records may be started now, at a steady rate: the first at once, later ones no more than a tenth of a second
 * in advance, so that a short stall costs nothing and a long one is not made up for. Confined to one thread.
 */
public final class Pace {
    private static final double ADVANCE_SECONDS = 0.1;
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final Time time;
    private double permits = 1;
    private long lastNanos;

    /** {@code perSecond} records; without a bound where that is infinite. */
    public Pace(double perSecond, Time time) {
        this.perSecond = perSecond;
        this.time = time;
        this.lastNanos = time.nanos();
    }

    /** The most that it gives at once. */
    public int largest() {
        return (int) Math.min(Integer.MAX_VALUE, mostPermits());
    }

    private double mostPermits() {
        return Math.max(1, perSecond * ADVANCE_SECONDS);
    }

    /** Whether it bounds anything. */
    public boolean isBounded() {
        return perSecond != Double.POSITIVE_INFINITY;
    }

    /** Whether any may be started. What is {@link #started} beyond what there is, is made up for first. */
    public boolean isOpen() {
        return !isBounded() || permits() > 0;
    }

    /** {@code most}, or as many fewer as may be started. */
    public int atMost(int most) {
        return isBounded() ? (int) Math.min(most, Math.max(0, permits())) : most;
    }

    /** So many were started. */
    public void started(int records) {
        permits -= records;
    }

    private double permits() {
        long now = time.nanos();
        permits = Math.min(mostPermits(), permits + (now - lastNanos) / NANOS_PER_SECOND * perSecond);
        lastNanos = now;
        return permits;
    }
}
