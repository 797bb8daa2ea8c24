package dev.waybill.local.handle;

import java.util.random.RandomGenerator;

/**
 * The faults that are on, and the draw for each request. The draws follow from the seed.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
final class FaultSwitches {
    private final RandomGenerator random;
    private Faults faults = Faults.NONE;

    FaultSwitches(RandomGenerator random) {
        this.random = random;
    }

    /** What happens to one request. */
    enum Fate {
        SERVED,
        CLOSED,
        FAILED,
        LOST
    }

    synchronized Faults faults() {
        return faults;
    }

    synchronized void set(Faults value) {
        faults = value;
    }

    synchronized Fate next() {
        if (faults.down()) {
            return Fate.CLOSED;
        }
        int draw = random.nextInt(100);
        if (draw < faults.fail()) {
            return Fate.FAILED;
        }
        return random.nextInt(100) < faults.lost() ? Fate.LOST : Fate.SERVED;
    }
}
