package dev.waybill.jobs.processor;

/** What follows where a source changes after it was processed. */
public record SourcePolicies(OnUpdate onUpdate, OnGone onGone) {
    /** Changed sources are processed again; outputs of sources that are gone are kept. */
    public static final SourcePolicies DEFAULT = new SourcePolicies(OnUpdate.UPDATE, OnGone.KEEP);

    /** The indexed document or its uri has changed. */
    public enum OnUpdate {
        /** The job becomes an update. */
        UPDATE,
        IGNORE
    }

    /** The source was archived or taken out of the index. */
    public enum OnGone {
        /** The output stays; it is shown that its source is gone. */
        KEEP,
        /** The output stays until somebody says what is to become of it. */
        ASK,
        /** The job becomes a deletion. */
        DELETE
    }
}
