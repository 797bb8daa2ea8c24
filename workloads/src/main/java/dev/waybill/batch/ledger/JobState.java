package dev.waybill.batch.ledger;

/** How far a job is. Only moves on: what is terminal stays as it is. */
public enum JobState {
    /** No worker has begun with it. */
    PENDING,
    /** Some block is begun. */
    RUNNING,
    /** Every row is stored; a file without rows as well. */
    SUCCESS,
    /** Some rows are stored, others were rejected. */
    PARTIAL_SUCCESS,
    /** No row is stored, or the limit of rejects was passed. */
    FAILED,
    /** Somebody ended it before it was done; what was stored by then is counted. */
    CANCELLED;

    public boolean isTerminal() {
        return this != PENDING && this != RUNNING;
    }
}
