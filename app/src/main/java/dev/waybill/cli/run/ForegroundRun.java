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
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs a pipeline on a thread of its own and shows how it goes. Ctrl-C and SIGTERM stop it cleanly, as
 * {@link ForegroundWork} says. Used by one thread.
 */
public final class ForegroundRun implements AutoCloseable {
    private final Run run;
    private final ProgressLine progress;
    private final Function<DeliveryStats, List<Count>> counts;
    private final InstantSource clock;
    private final ForegroundWork work;
    private Optional<Instant> lastError = Optional.empty();
    private long failed;

    /**
     * What is run.
     *
     * @param run delivers, to the end
     * @param stop asks for a clean end and returns at once; any thread may
     * @param stats how it stands; any thread may ask
     */
    public record Run(Callable<DeliveryReport> run, Runnable stop, Supplier<DeliveryStats> stats) {}

    /** Prepares the run of a pipeline, and of nothing else; see the other constructor. */
    public ForegroundRun(
            Pipeline pipeline,
            ProgressLine progress,
            Function<DeliveryStats, List<Count>> counts,
            InstantSource clock,
            Duration patience) {
        this(new Run(pipeline::run, pipeline::stop, pipeline::stats), progress, counts, clock, patience);
    }

    /**
     * Prepares the run.
     *
     * @param counts what the progress line shows
     * @param patience how long the process waits, after a signal, for everything to end
     */
    public ForegroundRun(
            Run run,
            ProgressLine progress,
            Function<DeliveryStats, List<Count>> counts,
            InstantSource clock,
            Duration patience) {
        this.run = run;
        this.progress = progress;
        this.counts = counts;
        this.clock = clock;
        this.work = new ForegroundWork(run.stop(), patience);
    }

    /** Runs to the end. What the pipeline throws comes out as it is. */
    public DeliveryReport run() throws InterruptedException {
        return run(() -> {});
    }

    /**
     * The same.
     *
     * @param look called ten times a second meanwhile, by this thread
     */
    public DeliveryReport run(Runnable look) throws InterruptedException {
        var report = work.run(run.run(), () -> {
            look.run();
            show();
        });
        progress.finish(counts.apply(run.stats().get()), lastError);
        return report;
    }

    private void show() {
        var stats = run.stats().get();
        if (stats.failedAttempts() > failed) {
            failed = stats.failedAttempts();
            lastError = Optional.of(clock.instant());
        }
        progress.show(counts.apply(stats), lastError);
    }

    /** Lets a process that was told to end do so. */
    @Override
    public void close() {
        work.close();
    }
}
