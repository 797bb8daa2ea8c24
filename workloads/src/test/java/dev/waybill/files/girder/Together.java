package dev.waybill.files.girder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs several things at the same moment, each in a thread of its own. */
final class Together {
    private Together() {}

    static <T> List<T> run(List<Callable<T>> tasks) {
        var barrier = new CyclicBarrier(tasks.size());
        var pool = Executors.newFixedThreadPool(tasks.size());
        try {
            var running = new ArrayList<Future<T>>();
            for (Callable<T> task : tasks) {
                running.add(pool.submit(() -> {
                    barrier.await();
                    return task.call();
                }));
            }
            var results = new ArrayList<T>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("one of those at the same time failed", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
