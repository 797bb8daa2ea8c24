package dev.waybill.bench.result;

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
public final class Medians {
    private final String bench;
    private final String baseline;
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();
    private int inFlight;

    private record Round(Outcome outcome, double against) {
        double ratio() {
            return outcome.perSecond() / against;
        }
    }

    public Medians(String bench, String baseline) {
        this.bench = bench;
        this.baseline = baseline;
    }

    /** Shows as well how many records were in flight, of so many asked for: who takes more than that is not faster. */
    public Medians withInFlight(int asked) {
        inFlight = asked;
        return this;
    }

    public void add(String name, Outcome outcome, double against) {
        rounds.computeIfAbsent(name, n -> new ArrayList<>()).add(new Round(outcome, against));
    }

    /** Records per second, and CPU per record. */
    public List<Result> results() {
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
            var failed = measured.stream()
                    .filter(r -> !r.outcome.isDone())
                    .findFirst()
                    .orElseThrow();
            return List.of(Result.failed(bench, name, "throughput", "records/s", failed.outcome.status())
                    .against(baseline, failed.against));
        }
        Round median = done.get(done.size() / 2);
        var results = new ArrayList<Result>();
        results.add(Result.of(bench, name, "throughput", "records/s", median.outcome.perSecond())
                .against(baseline, median.against));
        results.add(Result.of(bench, name, "CPU per record", "us", median.outcome.cpuMicrosPerRecord()));
        if (inFlight > 0) {
            results.add(Result.of(bench, name, "most in flight", "records", median.outcome.mostInFlight())
                    .against("asked for", inFlight));
        }
        return results;
    }
}
