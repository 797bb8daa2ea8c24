package dev.waybill.batch.upload;

import static java.util.concurrent.TimeUnit.MINUTES;

import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.failure.DeliveryException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets uploads in parts that were given up, and jobs that were over long ago. Every API process does so: forgetting twice
 * changes nothing. A thread of its own looks every minute.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final ResumableUploads uploads;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final Keeping keeping;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "batch-forget");
        named.setDaemon(true);
        return named;
    });

    Housekeeping(ResumableUploads uploads, Ledger ledger, LedgerWriter writer, Keeping keeping, InstantSource clock) {
        this.uploads = uploads;
        this.ledger = ledger;
        this.writer = writer;
        this.keeping = keeping;
        this.clock = clock;
    }

    /** Looks from now on. */
    public static Housekeeping start(
            ResumableUploads uploads, Ledger ledger, LedgerWriter writer, Keeping keeping, InstantSource clock) {
        var keeper = new Housekeeping(uploads, ledger, writer, keeping, clock);
        var unused = keeper.thread.scheduleWithFixedDelay(keeper::look, 0, 1, MINUTES);
        return keeper;
    }

    void look() {
        try {
            uploads.forgetUntouchedSince(clock.instant().minus(keeping.uploads()));
            keeping.jobs().ifPresent(this::forgetJobs);
        } catch (DeliveryException e) {
            log.atWarn().addKeyValue("error", e.failure().reason()).log("old jobs are not forgotten yet; tried again");
        } catch (IOException | RuntimeException e) {
            log.atError().setCause(e).log("what is old cannot be forgotten; tried again");
        }
    }

    private void forgetJobs(Duration age) {
        Instant latest = clock.instant().minus(age);
        for (JobStatus job : ledger.jobs()) {
            if (isOverSince(job, latest)) {
                writer.forget(job, clock.millis());
            }
        }
    }

    /** A job of which something can still come, or is still to be removed, is not over. */
    private static boolean isOverSince(JobStatus job, Instant latest) {
        boolean isToBeRemoved = job.cancelled().map(CancelEntry::remove).orElse(false)
                && !job.blocks().areRemoved();
        var ended = job.moments().ended();
        return job.blocks().areDone()
                && !isToBeRemoved
                && ended.isPresent()
                && ended.getAsLong() <= latest.toEpochMilli();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
