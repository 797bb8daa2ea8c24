package dev.waybill.cli.failures;

/** Whose pipeline records are replayed through. */
enum Workload {
    PID,
    FILES,
    REKEY,
    BATCH
}
