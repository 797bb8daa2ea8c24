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
import java.util.function.Function;

/**
 * Runs a pipeline on a thread of its own and shows how it goes. Ctrl-C and SIGTERM stop it cleanly, as
 * {@link ForegroundWork} says. Used by one thread.
 */
public final class ForegroundRun implements AutoCloseable {
    private final Pipeline pipeline;
    private final ProgressLine progress;
    private final Function<DeliveryStats, List<Count>> counts;
    private final InstantSource clock;
    private final ForegroundWork work;
    private Optional<Instant> lastError = Optional.empty();
    private long failed;

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
        this.work = new ForegroundWork(pipeline::stop, patience);
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
        var report = work.run(pipeline::run, () -> {
            look.run();
            show();
        });
        progress.finish(counts.apply(pipeline.stats()), lastError);
        return report;
    }

    private void show() {
        var stats = pipeline.stats();
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
