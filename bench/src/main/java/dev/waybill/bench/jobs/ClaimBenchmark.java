package dev.waybill.bench.jobs;

import dev.waybill.bench.result.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** What claims cost, by the size of the index and by how much of it is done. Medians of rounds; what was taken is put back. */
final class ClaimBenchmark {
    private static final String BENCH = "jobs";
    private static final int BATCH = 100;
    private static final int ROUNDS = 3;
    private static final int WARM_UPS = 5;
    private static final int TIMES = 200;
    private static final int SEED_ROWS = 100_000;
    private static final double LIMIT_POLL_MILLIS = 1;
    private static final double LIMIT_HISTORY_MILLIS = 50;

    private ClaimBenchmark() {}

    /** Each figure beside that of the smallest index with nothing done: flat is 1. */
    static List<Result> measure(JobsServer server, boolean quick) {
        var results = new ArrayList<Result>();
        List<Integer> sizes = quick ? List.of(10_000, 200_000) : List.of(10_000, 1_000_000, 5_000_000);
        try (var database = server.connect(2)) {
            double single = Double.NaN;
            double batch = Double.NaN;
            for (int rows : sizes) {
                var queue = JobQueue.fill(database, rows);
                for (int i = 0; i < WARM_UPS; i++) { // the first size is what the others are held against
                    queue.claimSingly(queue.room(0));
                    queue.claimAndFinish(queue.room(0) / BATCH * BATCH, BATCH);
                }
                for (int percent : new int[] {0, 50, 90}) {
                    queue.finish(percent);
                    int room = queue.room(percent);
                    int even = room / BATCH * BATCH;
                    String name = shown(rows) + " index rows, " + percent + " % done";
                    double singly = room * 1e9 / median(ROUNDS, () -> queue.claimSingly(room));
                    double batched = even * 1e9 / median(ROUNDS, () -> queue.claimAndFinish(even, BATCH));
                    double bare = room * 1e9 / median(ROUNDS, () -> queue.updateBarely(room));
                    single = Double.isNaN(single) ? singly : single;
                    batch = Double.isNaN(batch) ? batched : batch;
                    results.add(Result.of(BENCH, name, "claims, one by one", "claims/s", singly)
                            .against("smallest, 0 %", single));
                    results.add(Result.of(BENCH, name, "claims, one by one", "claims/s", singly)
                            .against("a row changed, no more", bare));
                    results.add(Result.of(BENCH, name, "claim + finish by 100", "jobs/s", batched)
                            .against("smallest, 0 %", batch));
                }
                queue.finish(100);
                String name = shown(rows) + " index rows, all done";
                results.add(Result.of(BENCH, name, "empty poll", "ms", millis(() -> queue.pollInVain(TIMES)))
                        .against("limit", LIMIT_POLL_MILLIS));
                results.add(
                        Result.of(BENCH, name, "history of one product", "ms", millis(() -> queue.readHistory(TIMES)))
                                .against("limit", LIMIT_HISTORY_MILLIS));
            }
        }
        return results;
    }

    /** The seed's literal query, beside ours on an index of the same size. */
    static List<Result> measureSeed(JobsServer server, boolean quick) throws Exception {
        var results = new ArrayList<Result>();
        int longest = quick ? 5 : 60;
        try (var seed = SeedQueue.fill(server, SEED_ROWS);
                var database = server.connect(2)) {
            var queue = JobQueue.fill(database, SEED_ROWS);
            queue.claimSingly(queue.room(0)); // warms up
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
        var ours = new double[rounds];
        var theirs = new double[rounds];
        try (var database = server.connect(2)) {
            DbSchedulerQueue.drain(server, jobs / 10); // both warm up
            JobQueue.fill(database, indexRows / 10).drain(BATCH);
            for (int i = 0; i < rounds; i++) {
                theirs[i] = jobs * 1e9 / DbSchedulerQueue.drain(server, jobs);
                ours[i] = jobs * 1e9 / JobQueue.fill(database, indexRows).drain(BATCH);
            }
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        return List.of(
                Result.of(BENCH, shown(jobs) + " jobs that do nothing, one process", "jobs", "jobs/s", ours[rounds / 2])
                        .against("db-scheduler, lock and fetch", theirs[rounds / 2]));
    }

    /** Of one of {@value #TIMES}. */
    private static double millis(LongSupplier round) {
        return median(ROUNDS, round) / TIMES / 1e6;
    }

    private static double median(int rounds, LongSupplier round) {
        var nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            nanos[i] = round.getAsLong();
        }
        Arrays.sort(nanos);
        return nanos[rounds / 2];
    }

    private static String shown(int count) {
        return count >= 1_000_000 ? count / 1_000_000 + " M" : count / 1_000 + " k";
    }
}
