package dev.waybill.cli.doctor;

import java.util.Locale;

/** What is looked at. */
enum Workload {
    PID,
    FILES,
    BATCH,
    JOBS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
