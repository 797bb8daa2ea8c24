package dev.waybill.jobs.claim;

/**
 * What became of a report.
 *
 * @param detail why it was not accepted, for a person
 */
public record Reported(long execution, Answer answer, String detail) {
    /** Whether it counted. */
    public enum Answer {
        /** It counts; or the same was said before, and counted then. */
        ACCEPTED,
        /** The job is somebody else's, or has ended otherwise. What the worker did is of no use. */
        STALE,
        /** There is no such execution. */
        UNKNOWN
    }

    public boolean isAccepted() {
        return answer == Answer.ACCEPTED;
    }
}
