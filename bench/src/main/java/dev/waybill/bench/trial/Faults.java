package dev.waybill.bench.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which attempts fail. Thread-safe. */
final class Faults {
    /** How an attempt ends. */
    enum Fate {
        PASSES,
        FAILS_FOR_NOW,
        FAILS,
        NEVER_ENDS
    }

    private static final byte[] POISON_KEY = "0".getBytes(US_ASCII);
    private static final int ONE_IN = 100;

    private final Scenario scenario;
    private final Set<Long> failedOnce = ConcurrentHashMap.newKeySet();

    Faults(Scenario scenario) {
        this.scenario = scenario;
    }

    Fate next(byte @Nullable [] key, int partition, long offset) {
        if (scenario == Scenario.TRANSIENT && offset % ONE_IN == 0 && failedOnce.add(offset << 8 | partition)) {
            return Fate.FAILS_FOR_NOW;
        }
        if (scenario == Scenario.POISON && Arrays.equals(key, POISON_KEY)) {
            return Fate.FAILS;
        }
        if (scenario == Scenario.STUCK_HEAD && offset == 0 && partition == 0) {
            return Fate.NEVER_ENDS;
        }
        return Fate.PASSES;
    }
}
