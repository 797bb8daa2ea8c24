package dev.waybill.replay;

import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.DeliveryReport;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureLog;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.time.Pace;
import dev.waybill.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs parked records through their pipeline again. A record stays in the failure log until its replay has arrived, or was
 * parked in turn: a job that is cancelled or killed has lost nothing, and the next one goes on where it ended.
 *
 * <p>Thread-safe: one thread runs a job, once; any may cancel it or read its progress.
 */
public final class ReplayJob {
    private final FailureLog log;
    private final ReplayRequest request;
    private final ReplayAudit audit;
    private final Time time;
    private final String id;
    private final Tally tally = new Tally();
    private final List<String> problems = new ArrayList<>();
    private final Pipeline pipeline;

    /** {@code like} is the pipeline that parked them; it is not run itself. */
    public ReplayJob(FailureLog log, Pipeline like, ReplayRequest request, ReplayAudit audit) {
        this(log, like, request, audit, Time.system());
    }

    ReplayJob(FailureLog log, Pipeline like, ReplayRequest request, ReplayAudit audit, Time time) {
        this.log = log;
        this.request = request;
        this.audit = audit;
        this.time = time;
        this.id = Long.toHexString(time.instant().toEpochMilli());
        this.pipeline = like.reading(this::source, store -> new WatchedStore(store, tally));
    }

    private ReplaySource source() {
        var limits = request.limits();
        var pace = new Pace(limits.rate(), time);
        var patience = new Patience(() -> pipeline.stats().settled(), limits.patience(), time);
        var turnstile = new Turnstile(limits, pace, patience, tally, pipeline::stop);
        return new ReplaySource(log, request, turnstile, tally, problems);
    }

    /** Counts what would be replayed, and changes nothing. */
    public static ReplayPreview preview(FailureLog log, ReplayRequest request) throws IOException {
        var matching = log.summary(request.filter());
        return new ReplayPreview(Math.min(matching.count(), request.limits().atMost()), matching);
    }

    /** Names this job in the audit. */
    public String id() {
        return id;
    }

    /**
     * Replays, on the calling thread, until all is done or something ends it earlier.
     *
     * @throws dev.waybill.failure.StoreReservedException if another job replays from the same store; nothing was done
     * @throws IOException if the log cannot be opened, or the audit not be written
     */
    public ReplayReport run() throws IOException {
        var reserved = log.reserve();
        try {
            return runAlone();
        } finally {
            reserved.close();
        }
    }

    private ReplayReport runAlone() throws IOException {
        audit.started(id, request, time.instant());
        ReplayReport report;
        try {
            report = report(pipeline.run());
        } catch (UncheckedIOException e) {
            IOException cause = requireNonNull(e.getCause());
            audit.ended(stopped(String.valueOf(cause.getMessage())), time.instant());
            throw cause;
        } catch (RuntimeException e) {
            audit.ended(stopped(e.toString()), time.instant());
            throw e;
        }
        audit.ended(report, time.instant());
        return report;
    }

    private ReplayReport report(DeliveryReport delivery) {
        delivery.stoppedBy().map(Failure::reason).ifPresent(problems::add);
        var outcome = delivery.stoppedBy().isPresent()
                ? ReplayOutcome.STOPPED
                : tally.outcome().orElse(ReplayOutcome.CANCELLED);
        var stats = delivery.stats();
        return new ReplayReport(
                id,
                outcome,
                tally.progress().started(),
                stats.delivered() + stats.filtered(),
                stats.parked(),
                delivery.stoppedBy(),
                problems);
    }

    private ReplayReport stopped(String problem) {
        var done = tally.progress();
        return new ReplayReport(
                id,
                ReplayOutcome.STOPPED,
                done.started(),
                done.settled() - done.failedAgain(),
                done.failedAgain(),
                Optional.empty(),
                List.of(problem));
    }

    /** Asks for a clean end and returns at once: what is in flight is waited for, the rest stays parked. Any thread. */
    public void cancel() {
        tally.end(ReplayOutcome.CANCELLED);
        pipeline.stop();
    }

    /** How far it has got. Any thread. */
    public ReplayProgress progress() {
        return tally.progress();
    }
}
