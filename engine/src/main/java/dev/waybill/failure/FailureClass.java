package dev.waybill.failure;

/** Why a delivery failed, in the only terms that decide what happens next. */
public enum FailureClass {
    /** A timeout, a reset, a 5xx, a lost answer: the same delivery may succeed later. */
    TRANSIENT,
    /** The sink asks for a slower pace. */
    THROTTLED,
    /** The sink does not work at all; nothing is the record's fault. */
    UNAVAILABLE,
    /** The record itself can never be delivered as it is. */
    POISON,
    /** Credentials, addresses or settings are wrong: an operator is needed, no record is at fault. */
    MISCONFIGURED,
    /** Anything that nobody foresaw. */
    BUG
}
