package dev.waybill.delivery;

/** How many records, and attempts, have come back, by what became of them. Confined to the loop's thread. */
final class Counters {
    long delivered;

    /** Of those delivered, what the sink may have had before. */
    long redelivered;

    long filtered;
    long parked;
    long failedAttempts;

    /** Came back after their partition was gone. */
    long late;
}
