package dev.waybill.batch.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Head starts of uploads, two at a time: each takes up to 50 MB of memory. An upload that finds no place goes without. Thread-safe;
 * two threads of its own cut.
 */
final class HeadStarts implements AutoCloseable {
    private static final int PLACES = 2;

    private final Semaphore places = new Semaphore(PLACES);
    private final ExecutorService threads = Executors.newFixedThreadPool(PLACES, task -> {
        var thread = new Thread(task, "batch-head-start");
        thread.setDaemon(true);
        return thread;
    });

    /** Begins with a file that is still being written; empty where there is no place. */
    Optional<HeadStart> begin(Path file) throws IOException {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        boolean hasBegun = false;
        try {
            var headStart = new HeadStart(file, places::release);
            threads.execute(headStart::run);
            hasBegun = true;
            return Optional.of(headStart);
        } finally {
            if (!hasBegun) {
                places.release();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
