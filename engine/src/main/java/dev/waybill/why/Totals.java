package dev.waybill.why;

/**
 * Counts since the run began that no partition has for itself.
 *
 * @param bytesRead keys and values handed over by the source
 * @param bytesDone of those, no longer held: settled, or gone with their partition
 * @param commits commits that were kept, and the time they took
 */
public record Totals(
        long bytesRead, long bytesDone, long commits, long commitNanos, long commitFailures, Rebalances rebalances) {
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, new Rebalances(0, 0, 0));

    /** Partitions that came and went. */
    public record Rebalances(long assigned, long revoked, long lost) {}
}
