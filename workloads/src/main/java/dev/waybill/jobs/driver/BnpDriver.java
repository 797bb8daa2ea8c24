package dev.waybill.jobs.driver;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.claim.Action;
import dev.waybill.jobs.claim.Claimed;
import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.claim.Report;
import dev.waybill.jobs.claim.Reported;
import dev.waybill.jobs.claim.Upkeep;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.processor.UnknownProcessorException;
import dev.waybill.jobs.schema.Migrations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs for a worker in Java, with the verbs of the seed's driver:
 *
 * <pre>{@code
 * try (var driver = BnpDriver.connect(DatabaseSettings.of("postgresql://localhost/datacube"))) {
 *     Optional<Claimed> job = driver.getNextJob(1, "local-12345");
 *     if (job.isPresent()) {
 *         try {
 *             driver.reportFinished(1, job.get().execution(), process(job.get().src()));
 *         } catch (IOException e) {
 *             driver.reportFailure(1, job.get().execution(), e.getMessage());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>A job's id is its execution. While a job is held its heartbeat is sent by a thread of the driver's; what was lost meanwhile
 * {@link #isLost} says. Whatever is held when the driver is closed is for others at once.
 *
 * <p>Thread-safe. Failures of the database come out as {@link Database} says, and may be tried again.
 */
public final class BnpDriver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BnpDriver.class);
    private static final Duration UPKEEP = Duration.ofSeconds(5);
    private static final int BEATS_PER_LEASE = 3;
    private static final long CLOSE_MILLIS = 5_000;

    private final Database database;
    private final Claims claims;
    private final Upkeep upkeep;
    private final Map<WorkerKey, HeldJobs> workers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService keeper;

    private BnpDriver(Database database) {
        this.database = database;
        this.claims = new Claims(database);
        this.upkeep = new Upkeep(database);
        this.keeper = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "jobs-keeper");
            thread.setDaemon(true);
            return thread;
        });
    }

    private record WorkerKey(int processorId, String name) {}

    /**
     * Connects, and makes sure that the schema is there.
     *
     * @throws DeliveryException as {@link Database} and {@link Migrations#check} say
     */
    public static BnpDriver connect(DatabaseSettings settings) {
        var database = Database.open(settings);
        try {
            new Migrations(database).check();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        var driver = new BnpDriver(database);
        var unused = driver.keeper.scheduleWithFixedDelay(
                driver::keepUp, UPKEEP.toMillis(), UPKEEP.toMillis(), MILLISECONDS);
        return driver;
    }

    private void keepUp() {
        try {
            upkeep.run();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("jobs of silent workers were not looked for; again soon");
        }
    }

    /**
     * The next job to process; empty: there is none now, or the processor is paused or disabled.
     *
     * @param workerId what people call this worker
     * @throws UnknownProcessorException if there is no such processor
     */
    public Optional<Claimed> getNextJob(int processorId, String workerId) {
        return next(processorId, workerId, Action.PROCESS);
    }

    /** The next job whose output is to be made again; {@link Claimed#dst} is the output there is. */
    public Optional<Claimed> getJobForUpdate(int processorId, String workerId) {
        return next(processorId, workerId, Action.UPDATE);
    }

    /** The next job whose output, {@link Claimed#dst}, is to be removed. */
    public Optional<Claimed> getJobForDeletionOfProduct(int processorId, String workerId) {
        return next(processorId, workerId, Action.DELETE);
    }

    private Optional<Claimed> next(int processorId, String workerId, Action action) {
        HeldJobs held = workers.computeIfAbsent(new WorkerKey(processorId, workerId), this::register);
        List<Claimed> claimed = claims.claim(held.worker(), 1, Set.of(action));
        claimed.forEach(job -> held.took(job.execution()));
        return claimed.stream().findFirst();
    }

    private HeldJobs register(WorkerKey key) {
        var held = new HeldJobs(claims, claims.register(key.processorId(), key.name()));
        long pause = Math.max(1, held.worker().lease().toMillis() / BEATS_PER_LEASE);
        var unused = keeper.scheduleWithFixedDelay(held::beat, pause, pause, MILLISECONDS);
        return held;
    }

    /** Whether a job was taken away; what is done for it is of no use any more, and must stop. */
    public boolean isLost(long jobId) {
        return workers.values().stream().anyMatch(held -> held.isLost(jobId));
    }

    /** The job is done. */
    public void reportFinished(int processorId, long jobId) {
        reportFinished(processorId, jobId, null);
    }

    /**
     * The job is done.
     *
     * @param dstPath where its output is
     * @throws ReportRefusedException if the report does not count
     */
    public void reportFinished(int processorId, long jobId, @Nullable String dstPath) {
        report(processorId, Report.finished(jobId, dstPath));
    }

    /**
     * The job did not work; it is tried again while attempts are left.
     *
     * @throws ReportRefusedException if the report does not count
     */
    public void reportFailure(int processorId, long jobId, String errorMessage) {
        report(processorId, Report.failed(jobId, errorMessage));
    }

    /**
     * There is nothing to do for the job.
     *
     * @throws ReportRefusedException if the report does not count
     */
    public void reportSkipped(int processorId, long jobId, String message) {
        report(processorId, Report.skipped(jobId, message));
    }

    private void report(int processorId, Report report) {
        Reported reported = claims.report(processorId, report);
        workers.values().forEach(held -> held.left(report.execution()));
        if (!reported.isAccepted()) {
            throw new ReportRefusedException(reported);
        }
    }

    /** Keeps a line that the job has to say. */
    public void storeLogMessage(long jobId, String message) {
        claims.log(jobId, List.of(message));
    }

    /** Ends; what is still held is for others at once, or, where the database cannot be reached, after the lease. */
    @Override
    public void close() {
        keeper.shutdownNow();
        try {
            if (!keeper.awaitTermination(CLOSE_MILLIS, MILLISECONDS)) {
                log.atWarn().log("a heartbeat is still on its way");
            }
            workers.values().forEach(held -> claims.end(held.worker()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DeliveryException e) {
            log.atWarn()
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("what is held is not given back now; it is after its lease");
        } finally {
            database.close();
        }
    }
}
