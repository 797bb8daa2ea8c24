package dev.waybill.replay;

import dev.waybill.time.Time;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a job waits while nothing happens. Not thread-safe. */
final class Patience {
    private final LongSupplier settled;
    private final Duration longest;
    private final Time time;
    private long last;
    private long sinceNanos;

    Patience(LongSupplier settled, Duration longest, Time time) {
        this.settled = settled;
        this.longest = longest;
        this.time = time;
        this.sinceNanos = time.nanos();
    }

    /** Something happened that the count of settled records does not show. */
    void renewed() {
        sinceNanos = time.nanos();
    }

    boolean isOver() {
        long now = settled.getAsLong();
        if (now != last) {
            last = now;
            renewed();
        }
        return time.hasPassed(sinceNanos, longest);
    }
}
