package dev.waybill.batch.upload;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.RemovedEntry;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.failure.DeliveryException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what cancelled jobs have stored, where that was asked for, once nothing of them can come any more. Every API process
 * does so: removing twice changes nothing. A thread of its own looks every second.
 */
public final class Removals implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Removals.class);

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final BiConsumer<String, String> remove;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "batch-remove");
        named.setDaemon(true);
        return named;
    });

    private Removals(Ledger ledger, LedgerWriter writer, BiConsumer<String, String> remove, InstantSource clock) {
        this.ledger = ledger;
        this.writer = writer;
        this.remove = remove;
        this.clock = clock;
    }

    /**
     * Looks from now on.
     *
     * @param remove takes the id of a model and of a job, and has removed its rows when it returns
     */
    public static Removals start(
            Ledger ledger, LedgerWriter writer, BiConsumer<String, String> remove, InstantSource clock) {
        var removals = new Removals(ledger, writer, remove, clock);
        var unused = removals.thread.scheduleWithFixedDelay(removals::look, 1, 1, SECONDS);
        return removals;
    }

    private void look() {
        ledger.jobs().stream().filter(Removals::isDue).forEach(this::tryToRemove);
    }

    /** One that cannot be removed keeps no other waiting. */
    private void tryToRemove(JobStatus job) {
        try {
            remove(job);
        } catch (DeliveryException e) {
            log.atWarn()
                    .addKeyValue("job", job.id())
                    .addKeyValue("error", e.failure().reason())
                    .log("rows of a cancelled job are not removed yet; tried again");
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("job", job.id())
                    .setCause(e)
                    .log("rows of a cancelled job cannot be removed; tried again");
        }
    }

    private static boolean isDue(JobStatus job) {
        return job.cancelled().map(CancelEntry::remove).orElse(false)
                && job.blocks().areDone()
                && !job.blocks().areRemoved();
    }

    private void remove(JobStatus job) {
        if (job.totals().ok() > 0) {
            remove.accept(job.job().model().id(), job.id());
        }
        writer.write(new RemovedEntry(job.id(), clock.millis()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
