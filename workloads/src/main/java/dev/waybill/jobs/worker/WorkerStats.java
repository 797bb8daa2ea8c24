package dev.waybill.jobs.worker;

/**
 * How a worker fares.
 *
 * @param running commands under way
 * @param failed attempts, those that are tried again included
 * @param refused reports that did not count, because the job was somebody else's meanwhile
 * @param lost commands that were ended for the same reason
 */
public record WorkerStats(int running, long finished, long skipped, long failed, long refused, long lost) {
    static final WorkerStats NONE = new WorkerStats(0, 0, 0, 0, 0, 0);

    WorkerStats withRunning(int count) {
        return new WorkerStats(count, finished, skipped, failed, refused, lost);
    }

    WorkerStats plus(long moreFinished, long moreSkipped, long moreFailed) {
        return new WorkerStats(
                running, finished + moreFinished, skipped + moreSkipped, failed + moreFailed, refused, lost);
    }

    WorkerStats plusRefused() {
        return new WorkerStats(running, finished, skipped, failed, refused + 1, lost);
    }

    WorkerStats plusLost(int count) {
        return new WorkerStats(running, finished, skipped, failed, refused, lost + count);
    }
}
