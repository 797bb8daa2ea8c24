package dev.waybill.delivery;

/** How many records, and attempts, have come back, by what became of them. Confined to the loop's thread. */
final class Counters {
    long delivered;
    long filtered;
    long parked;
    long failedAttempts;

    /** Came back after their partition was gone. */
    long late;
}
