package dev.waybill.bench.contender;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is done with each record. Thread-safe. */
public interface Handler {
    /** Whether {@link #run} never waits and never fails, so that an engine may take its simplest path. */
    boolean isImmediate();

    /** Starts handling one record; the answer completes, or fails, when that is done. */
    CompletableFuture<Void> start(byte @Nullable [] key, int partition, long offset);

    /** Handles one record and returns, or throws, when that is done. */
    void run(byte @Nullable [] key, int partition, long offset);
}
