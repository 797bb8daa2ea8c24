package dev.waybill.cli.run;

import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.delivery.DeliveryStats;
import dev.waybill.pipeline.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Runs a pipeline on a thread of its own and shows how it goes. Ctrl-C and SIGTERM stop it cleanly: the process ends once
 * the pipeline has drained and {@link #close} was called, with the exit status of the signal.
 */
public final class ForegroundRun implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Pipeline pipeline;
    private final ProgressLine progress;
    private final Function<DeliveryStats, List<Count>> counts;
    private final InstantSource clock;
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final Thread onSignal;

    /**
     * Prepares the run.
     *
     * @param counts what the progress line shows
     * @param patience how long the process waits, after a signal, for everything to end
     */
    public ForegroundRun(
            Pipeline pipeline,
            ProgressLine progress,
            Function<DeliveryStats, List<Count>> counts,
            InstantSource clock,
            Duration patience) {
        this.pipeline = pipeline;
        this.progress = progress;
        this.counts = counts;
        this.clock = clock;
        this.onSignal = new Thread(() -> stopAndWait(patience), "on-signal");
    }

    /** Runs to the end. What the pipeline throws comes out as it is. */
    public DeliveryReport run() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(onSignal);
        var report = new CompletableFuture<DeliveryReport>();
        var thread = new Thread(() -> complete(report), "deliver");
        thread.start();
        Optional<Instant> lastError = Optional.empty();
        long failed = 0;
        while (!isDone(report)) {
            var stats = pipeline.stats();
            if (stats.failedAttempts() > failed) {
                failed = stats.failedAttempts();
                lastError = Optional.of(clock.instant());
            }
            progress.show(counts.apply(stats), lastError);
        }
        progress.finish(counts.apply(pipeline.stats()), lastError);
        return unwrapped(report);
    }

    private void complete(CompletableFuture<DeliveryReport> report) {
        try {
            report.complete(pipeline.run());
        } catch (Throwable t) { // handed to the thread that waits
            report.completeExceptionally(t);
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

    private static DeliveryReport unwrapped(CompletableFuture<DeliveryReport> report) {
        try {
            return report.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private void stopAndWait(Duration patience) {
        pipeline.stop();
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
