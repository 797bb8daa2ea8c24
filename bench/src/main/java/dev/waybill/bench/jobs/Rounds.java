package dev.waybill.bench.jobs;

import java.util.Arrays;
import java.util.function.LongSupplier;

/** What was measured more than once. */
final class Rounds {
    private Rounds() {}

    static double median(int rounds, LongSupplier round) {
        var nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            nanos[i] = round.getAsLong();
        }
        Arrays.sort(nanos);
        return nanos[rounds / 2];
    }

    static String shown(int count) {
        return count >= 1_000_000 ? count / 1_000_000 + " M" : count / 1_000 + " k";
    }
}
