package dev.waybill.delivery;

import dev.waybill.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves when it is told to, and, if asked, a little with every look at it. */
final class ManualTime implements Time {
    private long nanos;
    private long nanosPerLook;

    void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    void advanceWithEveryLook(Duration duration) {
        nanosPerLook = duration.toNanos();
    }

    @Override
    public long nanos() {
        nanos += nanosPerLook;
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.parse("2026-01-01T00:00:00Z").plusNanos(nanos);
    }
}
