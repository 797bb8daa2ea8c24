package dev.waybill.pid.handle;

/** What writing a whole record did. */
public enum WriteOutcome {
    CREATED,
    UPDATED
}
