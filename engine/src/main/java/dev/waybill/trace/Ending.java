package dev.waybill.trace;

/** What became of an attempt. */
public enum Ending {
    /** The sink has the record, and it is settled. */
    DELIVERED,

    /** The pipeline ended for the record on purpose, and it is settled. */
    FILTERED,

    /** It failed; the record is in the failure store, and settled. */
    PARKED,

    /** It failed, and the record is tried again. */
    RETRIED,

    /** It failed, and its partition, or the pipeline, waits for an operator. */
    STOPPED,

    /** The record is not settled here, whether the sink has it or not: its partition went to another process, or stands. */
    UNSETTLED,

    /** It failed for all that were delivered together; what becomes of each is told by its own. */
    SHARED;

    /** Whether something went wrong with the delivery itself. */
    public boolean isFailure() {
        return this == PARKED || this == RETRIED || this == STOPPED || this == SHARED;
    }
}
