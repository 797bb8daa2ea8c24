package dev.waybill.bench.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What was measured more than once. */
final class Rounds {
    private Rounds() {}

    static double median(int rounds, LongSupplier round) {
        var nanos = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            nanos.add((double) round.getAsLong());
        }
        return median(nanos);
    }

    static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    static String shown(int count) {
        return count >= 1_000_000 ? count / 1_000_000 + " M" : count / 1_000 + " k";
    }
}
