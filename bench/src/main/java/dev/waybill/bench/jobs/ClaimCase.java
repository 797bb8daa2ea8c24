package dev.waybill.bench.jobs;

import static dev.waybill.bench.jobs.Rounds.median;
import static dev.waybill.bench.jobs.Rounds.shown;

import dev.waybill.bench.result.Result;
import dev.waybill.jobs.database.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Claims of a queue that is as long, and as far done, as it says. Used by one thread. */
final class ClaimCase implements AutoCloseable {
    private static final int BATCH = 100;

    private final String name;
    private final Database database;
    private final JobQueue queue;
    private final int room;
    private final List<Double> singly = new ArrayList<>();
    private final List<Double> batched = new ArrayList<>();
    private final List<Double> barely = new ArrayList<>();

    private ClaimCase(String name, Database database, JobQueue queue, int room) {
        this.name = name;
        this.database = database;
        this.queue = queue;
        this.room = room;
    }

    static ClaimCase fill(JobsServer server, int rows, int percentDone) throws SQLException {
        var database = server.create("queue_" + rows + "_" + percentDone);
        var queue = JobQueue.fill(database, rows);
        queue.finish(percentDone);
        String name = shown(rows) + " index rows, " + percentDone + " % done";
        return new ClaimCase(name, database, queue, queue.room(percentDone));
    }

    JobQueue queue() {
        return queue;
    }

    /** One round; what was taken is put back. */
    void measure(boolean counts) {
        int even = room / BATCH * BATCH;
        double one = room * 1e9 / queue.claimSingly(room);
        double many = even * 1e9 / queue.claimAndFinish(even, BATCH);
        double bare = room * 1e9 / queue.updateBarely(room);
        if (counts) {
            singly.add(one);
            batched.add(many);
            barely.add(bare);
        }
    }

    /** Medians, beside those of the first. */
    List<Result> results(String bench, ClaimCase first) {
        double one = median(singly);
        return List.of(
                Result.of(bench, name, "claims, one by one", "claims/s", one).against(first.name, median(first.singly)),
                Result.of(bench, name, "claims, one by one", "claims/s", one)
                        .against("a row changed, no more", median(barely)),
                Result.of(bench, name, "claim + finish by 100", "jobs/s", median(batched))
                        .against(first.name, median(first.batched)));
    }

    @Override
    public void close() {
        database.close();
    }
}
