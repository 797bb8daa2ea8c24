package dev.waybill.delivery;

/**
 * What a loop has done so far, and what it holds, at one moment.
 *
 * @param read records handed over by the source
 * @param delivered records whose sink succeeded
 * @param filtered records that a step ended on purpose
 * @param parked records set aside
 * @param failedAttempts deliveries that failed, those tried again included
 * @param late records that came back after their partition had gone to another consumer; counted nowhere else
 * @param redelivered records of those delivered that the sink may have had before: an attempt failed, or the run before
 *     this one did not end cleanly and they were the next
 * @param skipped records read again although they were settled: a commit knew of them
 * @param buffered records read and not settled
 * @param bufferedBytes their keys and values
 * @param inFlight deliveries under way
 * @param waitingForRetry records that wait for their next attempt
 */
public record DeliveryStats(
        long read,
        long delivered,
        long filtered,
        long parked,
        long failedAttempts,
        long late,
        long redelivered,
        long skipped,
        int buffered,
        long bufferedBytes,
        int inFlight,
        int waitingForRetry) {
    public static final DeliveryStats NONE = new DeliveryStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Records done with, one way or another. */
    public long settled() {
        return delivered + filtered + parked;
    }
}
