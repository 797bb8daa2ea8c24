package dev.waybill.why;

/**
 * Counts since the run began that no partition has for itself.
 *
 * @param bytesRead keys and values handed over by the source
 * @param bytesDone of those, no longer held: settled, or gone with their partition
 * @param done records, by what became of them
 */
public record Totals(long bytesRead, long bytesDone, Done done) {
    public static final Totals NONE = new Totals(0, 0, Done.NONE);

    /**
     * Records that came back.
     *
     * @param delivered their sink succeeded
     * @param filtered a step ended them on purpose
     * @param parked set aside
     * @param failedAttempts deliveries that failed, those tried again included
     */
    public record Done(long delivered, long filtered, long parked, long failedAttempts) {
        public static final Done NONE = new Done(0, 0, 0, 0);
    }
}
