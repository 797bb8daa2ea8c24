package dev.waybill.bench.jobs;

import static dev.waybill.bench.jobs.Rounds.median;
import static dev.waybill.bench.jobs.Rounds.shown;

import dev.waybill.bench.result.Result;
import java.util.ArrayList;
import java.util.List;

/** Claims beside those of others, on the same server. */
final class RivalBenchmark {
    private static final String BENCH = "jobs";
    private static final int BATCH = 100;
    private static final int SEED_ROWS = 100_000;
    private static final int WARM_UPS = 5;

    private RivalBenchmark() {}

    /** The seed's literal query, beside ours on an index of the same size. */
    static List<Result> measureSeed(JobsServer server, boolean quick) throws Exception {
        var results = new ArrayList<Result>();
        int longest = quick ? 5 : 60;
        try (var seed = SeedQueue.fill(server, SEED_ROWS);
                var database = server.connect(2)) {
            var queue = JobQueue.fill(database, SEED_ROWS);
            for (int i = 0; i < WARM_UPS; i++) {
                queue.claimSingly(queue.room(0));
            }
            for (int percent : new int[] {0, 50, 90}) {
                seed.finish(percent);
                queue.finish(percent);
                int claims = percent == 0 ? 100 : quick ? 1 : 3;
                double theirs = seed.claimSingly(claims, longest) / claims / 1e6;
                double ours = median(3, () -> queue.claimSingly(500)) / 500 / 1e6;
                results.add(Result.of(
                                BENCH,
                                shown(SEED_ROWS) + " index rows, " + percent + " % done"
                                        + (Double.isNaN(theirs)
                                                ? " (the seed's took more than " + longest + " s)"
                                                : ""),
                                "one claim",
                                "ms",
                                ours)
                        .against("the seed's query", theirs));
            }
        }
        return results;
    }

    /** The same jobs that do nothing, claimed, done and reported, beside db-scheduler. */
    static List<Result> measurePeer(JobsServer server, boolean quick) throws Exception {
        int indexRows = quick ? 40_000 : 200_000;
        int jobs = indexRows * 45 / 100;
        int rounds = quick ? 1 : 3;
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        try (var database = server.connect(2)) {
            DbSchedulerQueue.drain(server, jobs / 10); // both warm up
            JobQueue.fill(database, indexRows / 10).drain(BATCH);
            for (int i = 0; i < rounds; i++) {
                theirs.add(jobs * 1e9 / DbSchedulerQueue.drain(server, jobs));
                ours.add(jobs * 1e9 / JobQueue.fill(database, indexRows).drain(BATCH));
            }
        }
        return List.of(
                Result.of(BENCH, shown(jobs) + " jobs that do nothing, one process", "jobs", "jobs/s", median(ours))
                        .against("db-scheduler, lock and fetch", median(theirs)));
    }
}
