package dev.waybill.failure;

/**
 * What happens to a record that is given up: on a definite answer, after enough attempts, or because it ended the process
 * three times. The last kind, where it is not parked, is tried again only after the run was ended cleanly and started anew.
 */
public enum FailurePolicy {
    /** It is set aside in the failure store and settled; its key goes on. */
    PARK,
    /**
     * It stays where it is and is tried again with the longest pause; later records of its key wait behind it, other keys
     * go on. The head waits for it. Needs an order by key or by partition.
     */
    HOLD_KEY,
    /** Its partition is not delivered any further until it is assigned anew; other partitions go on. */
    STOP
}
