package dev.waybill.local.http;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The faults that are on, and the draw for each request. The draws follow from the seed.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
public final class FaultSwitches {
    private final List<FaultSwitch> known;
    private final RandomGenerator random;
    private Faults faults = Faults.NONE;

    /**
     * Switches that are all off.
     *
     * @param own switches of the service beside those that all have
     */
    public FaultSwitches(RandomGenerator random, List<FaultSwitch> own) {
        var all = new ArrayList<>(FaultSwitch.COMMON);
        all.addAll(own);
        this.known = List.copyOf(all);
        this.random = random;
    }

    /** What happens to one request. */
    enum Fate {
        SERVED,
        CLOSED,
        FAILED,
        LOST
    }

    public synchronized Faults faults() {
        return faults;
    }

    public synchronized void set(Faults value) {
        faults = value;
    }

    /** Takes one off a switch that counts; false where it stands at nothing. */
    public synchronized boolean countDown(FaultSwitch counter) {
        int left = faults.get(counter);
        if (left == 0) {
            return false;
        }
        faults = faults.with(counter, left - 1);
        return true;
    }

    List<FaultSwitch> known() {
        return known;
    }

    synchronized Fate next() {
        if (faults.isOn(FaultSwitch.DOWN)) {
            return Fate.CLOSED;
        }
        if (random.nextInt(100) < faults.get(FaultSwitch.FAIL)) {
            return Fate.FAILED;
        }
        return random.nextInt(100) < faults.get(FaultSwitch.LOST) ? Fate.LOST : Fate.SERVED;
    }
}
