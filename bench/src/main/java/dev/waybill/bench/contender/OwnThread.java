package dev.waybill.bench.contender;

import java.util.function.BooleanSupplier;

/** A thread that repeats one turn until it is told to stop. Thread-safe. */
final class OwnThread implements Running {
    private final Thread thread;
    private volatile boolean stopped;

    private OwnThread(String name, Loop loop) {
        thread = new Thread(() -> loop.run(() -> stopped), name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A loop that looks now and then whether it is to end. */
    @FunctionalInterface
    interface Loop {
        void run(BooleanSupplier isStopped);
    }

    static OwnThread running(String name, Loop loop) {
        return new OwnThread(name, loop);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
