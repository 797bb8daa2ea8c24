package dev.waybill.cli.config;

/** Where parked records are kept. */
public enum FailurePlace {
    /** In files below the folder {@code failures}. */
    FILES,
    /** On the topic {@code <topic>.<group>.failed}; values that are too large for it in files. */
    TOPIC
}
