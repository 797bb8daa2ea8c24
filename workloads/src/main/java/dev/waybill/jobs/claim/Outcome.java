package dev.waybill.jobs.claim;

/** What a worker says of an execution. */
public enum Outcome {
    /** Done. */
    FINISHED("finished"),
    /** Did not work; tried again later while attempts are left. */
    FAILED("failed"),
    /** Did not work, and never will: not tried again. */
    FAILED_FOR_GOOD("rejected"),
    /** Looked at, and there is nothing to do. */
    SKIPPED("skipped");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** As it stands in tables. */
    String word() {
        return word;
    }
}
