package dev.waybill.files.assembly;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one delivery of a file all of whose chunks are there. Whoever asks for it while it is under way joins it. Thread-safe.
 */
public final class WholeFile {
    private final Executor executor;
    private final Runnable attempt;
    private @Nullable CompletableFuture<Void> current;

    WholeFile(Executor executor, Runnable attempt) {
        this.executor = executor;
        this.attempt = attempt;
    }

    /** Completes once the file has arrived; exceptionally if it has not, and may be called again then. */
    public CompletionStage<Void> deliver() {
        var mine = new CompletableFuture<Void>();
        synchronized (this) {
            if (current != null && (!current.isDone() || !current.isCompletedExceptionally())) {
                return current;
            }
            current = mine;
        }
        executor.execute(() -> run(mine));
        return mine;
    }

    /** Whether nobody asked for it, or it failed. */
    synchronized boolean isIdle() {
        return current == null || current.isCompletedExceptionally();
    }

    private void run(CompletableFuture<Void> mine) {
        try {
            attempt.run();
            mine.complete(null);
        } catch (Throwable t) { // whatever it was, the engine decides what becomes of the record
            mine.completeExceptionally(t);
        }
    }
}
