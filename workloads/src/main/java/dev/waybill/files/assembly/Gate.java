package dev.waybill.files.assembly;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets chunks wait while something has to be done before them. Thread-safe. */
final class Gate {
    private int closings;
    private CompletableFuture<Void> open = CompletableFuture.completedFuture(null);

    synchronized void close() {
        if (closings++ == 0) {
            open = new CompletableFuture<>();
        }
    }

    void open() {
        CompletableFuture<Void> opened;
        synchronized (this) {
            if (--closings > 0) {
                return;
            }
            opened = open;
        }
        opened.complete(null);
    }

    /** Completes when it is open. */
    synchronized CompletionStage<Void> isOpen() {
        return open;
    }
}
