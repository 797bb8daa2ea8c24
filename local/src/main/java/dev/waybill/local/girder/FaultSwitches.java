package dev.waybill.local.girder;

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
        if (faults.isOn(Switch.DOWN)) {
            return Fate.CLOSED;
        }
        if (random.nextInt(100) < faults.get(Switch.FAIL)) {
            return Fate.FAILED;
        }
        return random.nextInt(100) < faults.get(Switch.LOST) ? Fate.LOST : Fate.SERVED;
    }

    /** Whether the chunk that has just begun to arrive is to be broken off. */
    synchronized boolean cutsThisChunk() {
        int left = faults.get(Switch.CUT);
        if (left == 0) {
            return false;
        }
        faults = faults.with(Switch.CUT, left - 1);
        return true;
    }

    /** Waits as long as the race is to last; called after a name was looked for and before it is taken. */
    void race() {
        int millis = faults().get(Switch.RACE);
        if (millis == 0) {
            return;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
