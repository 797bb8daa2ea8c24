package dev.waybill.replay;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How far, and how fast, a replay goes.
 *
 * @param atMost records that are replayed
 * @param perSecond records that are started in a second; as many as the pipeline takes, if absent
 * @param canary records that go first: the others follow once all of these have arrived, and none was parked again. 0 for
 *     none
 * @param patience how long a job goes on while nothing arrives; what has not arrived stays parked
 */
public record ReplayLimits(long atMost, OptionalInt perSecond, int canary, Duration patience) {
    public static final ReplayLimits DEFAULT =
            new ReplayLimits(Long.MAX_VALUE, OptionalInt.empty(), 0, Duration.ofMinutes(2));

    public ReplayLimits {
        if (atMost < 1) {
            throw new IllegalArgumentException("replay at most: expected 1 or more, got " + atMost);
        }
        if (perSecond.isPresent() && perSecond.getAsInt() < 1) {
            throw new IllegalArgumentException("replay per second: expected 1 or more, got " + perSecond.getAsInt());
        }
        if (canary < 0) {
            throw new IllegalArgumentException("replay canary: expected 0 or more, got " + canary);
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("replay patience: expected longer than nothing, got " + patience);
        }
    }

    /** Records that are started in a second; infinite for as many as the pipeline takes. */
    double rate() {
        return perSecond.isPresent() ? perSecond.getAsInt() : Double.POSITIVE_INFINITY;
    }

    public ReplayLimits withAtMost(long records) {
        return new ReplayLimits(records, perSecond, canary, patience);
    }

    public ReplayLimits withPerSecond(int records) {
        return new ReplayLimits(atMost, OptionalInt.of(records), canary, patience);
    }

    public ReplayLimits withCanary(int records) {
        return new ReplayLimits(atMost, perSecond, records, patience);
    }

    public ReplayLimits withPatience(Duration longest) {
        return new ReplayLimits(atMost, perSecond, canary, longest);
    }
}
