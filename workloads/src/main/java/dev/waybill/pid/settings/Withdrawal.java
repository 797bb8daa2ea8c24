package dev.waybill.pid.settings;

/** What becomes of the handles of a withdrawn dataset. */
public enum Withdrawal {
    /** The handles stay and carry {@code RETRACTED_ON}. */
    RETRACT,
    /** The handles stay and carry {@code DELETED_ON}. */
    TOMBSTONE,
    /** The handles are removed from the service. */
    REMOVE
}
