package dev.waybill.replay;

import dev.waybill.time.Time;
import java.time.Duration;
import java.util.OptionalInt;

/** How many records may be started now, at a steady rate with no more than a tenth of a second in advance. Not thread-safe. */
final class Pace {
    private static final double ADVANCE_SECONDS = 0.1;
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final OptionalInt perSecond;
    private final Time time;
    private double allowed;
    private long lastNanos;

    Pace(OptionalInt perSecond, Time time) {
        this.perSecond = perSecond;
        this.time = time;
        this.allowed = 1;
        this.lastNanos = time.nanos();
    }

    /** {@code most}, or fewer. */
    int atMost(int most) {
        if (perSecond.isEmpty()) {
            return most;
        }
        long now = time.nanos();
        double earned = (now - lastNanos) / NANOS_PER_SECOND * perSecond.getAsInt();
        lastNanos = now;
        allowed = Math.min(allowed + earned, Math.max(1, perSecond.getAsInt() * ADVANCE_SECONDS));
        return (int) Math.min(most, allowed);
    }

    void started() {
        allowed--;
    }
}
