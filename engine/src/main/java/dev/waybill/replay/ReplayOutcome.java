package dev.waybill.replay;

/** How a replay ended. */
public enum ReplayOutcome {
    /** All that was asked for was replayed: each record arrived, or was parked again. */
    DONE,
    /** One of the first records was parked again, or they did not all arrive; the others were not started. */
    CANARY_FAILED,
    /** Somebody stopped it. */
    CANCELLED,
    /** Nothing arrived for longer than the patience allows. */
    STALLED,
    /** A failure that needs an operator. */
    STOPPED
}
