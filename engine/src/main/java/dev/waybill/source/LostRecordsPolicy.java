package dev.waybill.source;

/** What happens when a log no longer holds what had still to be read. Either way it is reported. */
public enum LostRecordsPolicy {
    /** The run stops; an operator reads what is missing, and decides. */
    STOP,
    /** The run goes on with what is left. */
    CONTINUE
}
