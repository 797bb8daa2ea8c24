package dev.waybill.bench.trial;

/** What befalls the records of a trial. */
public enum Scenario {
    /** Nothing. */
    CLEAN,
    /** One record in a hundred fails once. */
    TRANSIENT,
    /** The records of one key always fail, in a way that says nothing about why. */
    POISON,
    /** The first record of the first partition is never done. */
    STUCK_HEAD
}
