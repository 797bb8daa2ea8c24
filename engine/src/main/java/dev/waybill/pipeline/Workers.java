package dev.waybill.pipeline;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one pipeline: those that run steps, and the one that parks. */
final class Workers implements AutoCloseable {
    private final ExecutorService steps;
    private final ExecutorService parking;

    Workers(String pipeline, int threads) {
        var number = new AtomicInteger();
        steps = Executors.newFixedThreadPool(
                threads, task -> daemon(task, "worker-" + pipeline + "-" + number.getAndIncrement()));
        parking = Executors.newSingleThreadExecutor(task -> daemon(task, "park-" + pipeline));
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    Executor steps() {
        return steps;
    }

    Executor parking() {
        return parking;
    }

    /** Lets running tasks end by themselves; the pipeline has waited for those it needs. */
    @Override
    public void close() {
        steps.shutdown();
        parking.shutdown();
    }
}
