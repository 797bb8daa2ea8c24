package dev.waybill.jobs.processor;

/** Which form an Open Data Cube index has; by the schema's name. */
public enum IndexKind {
    /** Of the {@code postgres} driver: datasets have locations. */
    AGDC,
    /** Of the {@code postgis} driver: a dataset has one uri, or, in older ones, locations. */
    ODC
}
