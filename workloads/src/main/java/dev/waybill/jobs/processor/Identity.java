package dev.waybill.jobs.processor;

/** What counts as one source. */
public enum Identity {
    /** A dataset, wherever it lies; survives that it is indexed anew. */
    DATASET,
    /** A location; a dataset with two is processed twice, as the seed does it. Only where the index has locations. */
    LOCATION
}
