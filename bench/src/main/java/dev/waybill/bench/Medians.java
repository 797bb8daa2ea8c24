package dev.waybill.bench;

import dev.waybill.bench.trial.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds of one comparison: each outcome beside what it is held against in its own round. Shown is the round whose ratio
 * is the median. Not thread-safe.
 */
final class Medians {
    private final String bench;
    private final String baseline;
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    private record Round(Outcome outcome, double against) {
        double ratio() {
            return outcome.perSecond() / against;
        }
    }

    Medians(String bench, String baseline) {
        this.bench = bench;
        this.baseline = baseline;
    }

    void add(String name, Outcome outcome, double against) {
        rounds.computeIfAbsent(name, n -> new ArrayList<>()).add(new Round(outcome, against));
    }

    /** Records per second, and CPU per record. */
    List<Result> results() {
        var results = new ArrayList<Result>();
        rounds.forEach((name, measured) -> results.addAll(median(name, measured)));
        return results;
    }

    private List<Result> median(String name, List<Round> measured) {
        var done = measured.stream()
                .filter(r -> r.outcome.isDone())
                .sorted(Comparator.comparingDouble(Round::ratio))
                .toList();
        if (done.size() * 2 <= measured.size()) {
            var failed = measured.stream().filter(r -> !r.outcome.isDone()).findFirst().orElseThrow();
            return List.of(Result.failed(bench, name, "throughput", "records/s", failed.outcome.status())
                    .against(baseline, failed.against));
        }
        Round median = done.get(done.size() / 2);
        return List.of(
                Result.of(bench, name, "throughput", "records/s", median.outcome.perSecond())
                        .against(baseline, median.against),
                Result.of(bench, name, "CPU per record", "us", median.outcome.cpuMicrosPerRecord()));
    }
}
