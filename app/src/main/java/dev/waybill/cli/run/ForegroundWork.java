package dev.waybill.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does something long on a thread of its own while this one looks on. Ctrl-C and SIGTERM stop it cleanly: the process ends
 * once it has stopped and {@link #close} was called, with the exit status of the signal. Used by one thread.
 */
public final class ForegroundWork implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final Thread onSignal;

    /**
     * Prepares it.
     *
     * @param stop asks for a clean end and returns at once; called on a signal
     * @param patience how long the process waits, after a signal, for everything to end
     */
    public ForegroundWork(Runnable stop, Duration patience) {
        this.onSignal = new Thread(() -> stopAndWait(stop, patience), "on-signal");
    }

    /**
     * Works to the end. What it throws comes out as it is, an {@link IOException} unchecked.
     *
     * @param look called ten times a second meanwhile
     */
    public <T> T run(Callable<T> work, Runnable look) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(onSignal);
        var result = new CompletableFuture<T>();
        var thread = new Thread(() -> complete(work, result), "deliver");
        thread.start();
        while (!isDone(result)) {
            look.run();
        }
        return unwrapped(result);
    }

    private static <T> void complete(Callable<T> work, CompletableFuture<T> result) {
        try {
            result.complete(work.call());
        } catch (Throwable t) { // handed to the thread that waits
            result.completeExceptionally(t);
        }
    }

    private static boolean isDone(CompletableFuture<?> future) throws InterruptedException {
        try {
            future.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private static <T> T unwrapped(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io);
            }
            throw e;
        }
    }

    private void stopAndWait(Runnable stop, Duration patience) {
        stop.run();
        try {
            closed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            Thread.currentThread().interrupt(); // the process ends now, and what was not committed comes again
        }
    }

    /** Lets a process that was told to end do so. */
    @Override
    public void close() {
        closed.complete(true);
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            // the process is ending already
        }
    }
}
