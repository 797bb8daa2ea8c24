package dev.waybill.why;

/**
 * Counts since the run began that no partition has for itself.
 *
 * @param bytesRead keys and values handed over by the source
 * @param bytesDone of those, no longer held: settled, or gone with their partition
 */
public record Totals(long bytesRead, long bytesDone) {
    public static final Totals NONE = new Totals(0, 0);
}
