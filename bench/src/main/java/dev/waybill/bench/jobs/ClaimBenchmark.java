package dev.waybill.bench.jobs;

import static dev.waybill.bench.jobs.Rounds.median;
import static dev.waybill.bench.jobs.Rounds.shown;

import dev.waybill.bench.result.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * What claims cost, by the size of the index and by how much of it is done.
 *
 * <p>Each case is a queue in a database of its own. Every round takes all of them in turn, so that a slow minute of the machine meets
 * all alike.
 */
final class ClaimBenchmark {
    private static final String BENCH = "jobs";
    private static final int ROUNDS = 7;
    private static final int TIMES = 200;
    private static final double LIMIT_POLL_MILLIS = 1;
    private static final double LIMIT_HISTORY_MILLIS = 50;

    private ClaimBenchmark() {}

    /** Each figure beside that of the smallest index with nothing done: flat is 1. */
    static List<Result> measure(JobsServer server, boolean quick) throws Exception {
        List<Integer> sizes = quick ? List.of(10_000, 200_000) : List.of(10_000, 1_000_000, 5_000_000);
        var cases = new ArrayList<ClaimCase>();
        try {
            for (int rows : sizes) {
                for (int percent : new int[] {0, 50, 90}) {
                    cases.add(ClaimCase.fill(server, rows, percent));
                }
            }
            for (int round = 0; round <= ROUNDS; round++) { // the first one warms up
                for (ClaimCase each : cases) {
                    each.measure(round > 0);
                }
            }
            var results = new ArrayList<Result>();
            cases.forEach(each -> results.addAll(each.results(BENCH, cases.get(0))));
            for (int i = 2; i < cases.size(); i += 3) { // one of each size
                results.addAll(whereAllIsDone(sizes.get(i / 3), cases.get(i).queue()));
            }
            return results;
        } finally {
            cases.forEach(ClaimCase::close);
        }
    }

    private static List<Result> whereAllIsDone(int rows, JobQueue queue) {
        queue.finish(100);
        String name = shown(rows) + " index rows, all done";
        return List.of(
                Result.of(BENCH, name, "empty poll", "ms", median(ROUNDS, () -> queue.pollInVain(TIMES)) / TIMES / 1e6)
                        .against("limit", LIMIT_POLL_MILLIS),
                Result.of(
                                BENCH,
                                name,
                                "history of one product",
                                "ms",
                                median(ROUNDS, () -> queue.readHistory(TIMES)) / TIMES / 1e6)
                        .against("limit", LIMIT_HISTORY_MILLIS));
    }
}
