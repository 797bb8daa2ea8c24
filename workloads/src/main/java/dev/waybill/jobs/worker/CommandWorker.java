package dev.waybill.jobs.worker;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNullElse;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.claim.Claimed;
import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.claim.Outcome;
import dev.waybill.jobs.claim.Report;
import dev.waybill.jobs.claim.Reported;
import dev.waybill.jobs.claim.Upkeep;
import dev.waybill.jobs.claim.Worker;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.view.Counts;
import dev.waybill.trace.DeliveryTracer;
import dev.waybill.trace.HarmlessTracer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims jobs of one processor and has each done by a command, until it is stopped, or nothing is left.
 *
 * <p>{@link #run} belongs to one thread, which owns all state; commands end on threads of their own and are handed to it by a queue.
 * {@link #stop} and {@link #stats} may be called by any thread. While the database is away commands go on and what they came to
 * waits; a job that was given to others meanwhile has its command ended as soon as that is known.
 */
public final class CommandWorker {
    private static final Logger log = LoggerFactory.getLogger(CommandWorker.class);
    private static final Duration LOOK = ofMillis(100);
    private static final Duration IDLE = ofSeconds(1);
    private static final Duration UPKEEP = ofSeconds(2);
    private static final int HEARTBEATS_PER_LEASE = 3;
    private static final int KEPT_LINES = 200;

    private final Claims claims;
    private final Upkeep upkeep;
    private final Counts counts;
    private final int processor;
    private final WorkerSettings settings;
    private final CommandPlan plan;
    private final InstantSource clock;
    private final DeliveryTracer tracer;
    private final Map<Long, RunningJob> running = new LinkedHashMap<>();
    private final Map<Long, Report> reports = new LinkedHashMap<>();
    private final Map<Long, ExecutionTrace> traces = new HashMap<>();
    private final Map<Long, List<String>> lines = new LinkedHashMap<>();
    private final BlockingQueue<RunningJob.End> ends = new LinkedBlockingQueue<>();
    private Instant heartbeatAt = Instant.MIN;
    private Instant upkeepAt = Instant.MIN;
    private Instant databaseAt = Instant.MIN;
    private Instant claimAt = Instant.MIN;
    private @Nullable Instant stoppedAt;
    private boolean isAway;
    private boolean isDrained;
    private volatile boolean isStopped;
    private volatile WorkerStats stats = WorkerStats.NONE;

    /**
     * A worker that does nothing yet.
     *
     * @param tracer follows each execution; commands find its trace in {@code TRACEPARENT}
     */
    public CommandWorker(
            Database database,
            int processor,
            WorkerSettings settings,
            CommandPlan plan,
            InstantSource clock,
            DeliveryTracer tracer) {
        this.claims = new Claims(database);
        this.upkeep = new Upkeep(database);
        this.counts = new Counts(database);
        this.processor = processor;
        this.settings = settings;
        this.plan = plan;
        this.clock = clock;
        this.tracer = HarmlessTracer.of(tracer);
    }

    /**
     * Works to the end. What is under way at a stop is given a grace, then ended and given back without counting as an attempt.
     *
     * @throws DeliveryException if the database cannot be used at the start; later it is waited for
     */
    public WorkerStats run() throws InterruptedException {
        var worker = claims.register(processor, settings.name());
        Path folder = folder();
        try (var guard = Guard.start()) {
            while (!isOver()) {
                tick(worker, guard, folder);
                var end = ends.poll(LOOK.toMillis(), MILLISECONDS);
                for (; end != null; end = ends.poll()) {
                    ended(end);
                }
                stats = stats.withRunning(running.size());
            }
        } finally {
            leave(worker, folder);
        }
        return stats;
    }

    /** Asks for a clean end, and returns at once. */
    public void stop() {
        isStopped = true;
    }

    /** How it goes. */
    public WorkerStats stats() {
        return stats;
    }

    private boolean isOver() {
        return running.isEmpty() && (isDrained || isStopped) && (reports.isEmpty() || isPatienceOver(3));
    }

    /** Whether so many times the grace has passed since the stop. */
    private boolean isPatienceOver(int times) {
        return stoppedAt != null
                && clock.instant().isAfter(stoppedAt.plus(settings.grace().multipliedBy(times)));
    }

    private void tick(Worker worker, Guard guard, Path folder) {
        Instant now = clock.instant();
        for (RunningJob job : running.values()) {
            if (job.isLate(now)) {
                job.end(RunningJob.Ended.LATE, settings.grace());
            }
        }
        stopCommands(now);
        if (now.isBefore(databaseAt)) {
            return;
        }
        try {
            say();
            report();
            heartbeat(worker, now);
            if (!now.isBefore(upkeepAt)) {
                upkeep.run();
                upkeepAt = now.plus(UPKEEP);
            }
            claim(worker, guard, folder, now);
            isAway = false;
        } catch (DeliveryException e) {
            away(e, now);
        }
    }

    private void stopCommands(Instant now) {
        if (isStopped && stoppedAt == null) {
            stoppedAt = now;
            log.atInfo()
                    .addKeyValue("for", settings.grace())
                    .addKeyValue("jobs", running.size())
                    .log("stopping; commands may go on");
        }
        if (isPatienceOver(1)) {
            running.values().forEach(job -> job.end(RunningJob.Ended.STOPPED, settings.grace()));
        }
    }

    private void away(DeliveryException e, Instant now) {
        databaseAt = now.plus(IDLE);
        if (!isAway) {
            isAway = true;
            log.atWarn()
                    .addKeyValue("error", e.failure().reason())
                    .log("the database does not answer; commands go on, reports wait");
        }
    }

    private void say() {
        running.forEach((execution, job) -> {
            var said = job.output().take();
            if (!said.isEmpty()) {
                lines.computeIfAbsent(execution, any -> new ArrayList<>()).addAll(said);
            }
        });
        for (var each = lines.entrySet().iterator(); each.hasNext(); ) {
            var entry = each.next();
            claims.log(entry.getKey(), entry.getValue());
            each.remove();
        }
    }

    private void report() {
        if (reports.isEmpty()) {
            return;
        }
        for (Reported reported : claims.report(List.copyOf(reports.values()))) {
            var report = reports.remove(reported.execution());
            if (reported.isAccepted() && report != null) {
                trace(reported.execution()).ended(report);
                count(report.outcome());
            } else {
                trace(reported.execution()).lost();
                stats = stats.plusRefused();
                log.atWarn()
                        .addKeyValue("execution", reported.execution())
                        .addKeyValue("error", reported.detail())
                        .log("a report was refused; what was made is of no use");
            }
        }
    }

    /** Takes out the trace of an execution that is over. */
    private ExecutionTrace trace(long execution) {
        return requireNonNullElse(traces.remove(execution), ExecutionTrace.NONE);
    }

    private void count(Outcome outcome) {
        stats = switch (outcome) {
            case FINISHED -> stats.plus(1, 0, 0);
            case SKIPPED -> stats.plus(0, 1, 0);
            case FAILED, FAILED_FOR_GOOD -> stats.plus(0, 0, 1);
        };
    }

    private void heartbeat(Worker worker, Instant now) {
        if (now.isBefore(heartbeatAt)) {
            return;
        }
        var held = new HashSet<>(running.keySet());
        held.addAll(reports.keySet());
        var lost = claims.heartbeat(worker, held);
        heartbeatAt = now.plus(worker.lease().dividedBy(HEARTBEATS_PER_LEASE));
        for (long execution : lost.executions()) {
            var job = running.get(execution);
            if (job != null && !job.isEnding()) {
                log.atWarn()
                        .addKeyValue("execution", execution)
                        .log("the job was given to others; its command is ended");
                job.end(RunningJob.Ended.LOST, settings.grace());
                stats = stats.plusLost(1);
            }
        }
    }

    private void claim(Worker worker, Guard guard, Path folder, Instant now) {
        int free = settings.concurrency() - running.size();
        if (isStopped || isDrained || free < 1 || now.isBefore(claimAt)) {
            return;
        }
        var claimed = claims.claim(worker, free, settings.actions());
        for (Claimed job : claimed) {
            start(job, guard, folder, now);
        }
        if (claimed.isEmpty()) {
            claimAt = now.plus(IDLE);
            isDrained = settings.isDraining()
                    && running.isEmpty()
                    && reports.isEmpty()
                    && !counts.isAnythingLeft(
                            processor,
                            settings.actions().stream().map(a -> a.word()).toList());
        }
    }

    private void start(Claimed job, Guard guard, Path folder, Instant now) {
        try {
            var assignment = Assignment.of(job, plan.dst());
            var trace = ExecutionTrace.begin(tracer, job);
            traces.put(job.execution(), trace);
            running.put(
                    job.execution(),
                    RunningJob.start(assignment, trace, plan, now, folder, guard, ends::add, KEPT_LINES));
        } catch (IllegalArgumentException e) {
            reports.put(job.execution(), Report.failedForGood(job.execution(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            reports.put(job.execution(), Report.failed(job.execution(), "cannot be started: " + e.getMessage()));
        }
    }

    private void ended(RunningJob.End end) {
        var job = end.job();
        running.remove(job.execution());
        var said = job.output().takeAll();
        if (!said.isEmpty()) {
            lines.computeIfAbsent(job.execution(), any -> new ArrayList<>()).addAll(said);
        }
        job.report(end.end(), plan)
                .ifPresentOrElse(
                        report -> reports.put(job.execution(), report),
                        () -> trace(job.execution()).lost());
        claimAt = Instant.MIN;
    }

    private void leave(Worker worker, Path folder) {
        try {
            say();
            claims.end(worker);
        } catch (DeliveryException e) {
            log.atWarn()
                    .addKeyValue("error", e.failure().reason())
                    .log("the database does not answer; what this worker had comes back when its lease is over");
        }
        try (var left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            log.atDebug().setCause(e).log("a temporary folder stays");
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("waybill-jobs-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
