package dev.waybill.cli.pid;

import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.run.ForegroundWork;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.trace.Traces;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.replay.ReplayAudit;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayLimits;
import dev.waybill.replay.ReplayOutcome;
import dev.waybill.replay.ReplayReport;
import dev.waybill.replay.ReplayRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Straight through the pipeline that parked them: what fails again is parked one round higher. */
public final class PipelineReplay implements Replay {
    private final Session session;
    private final PidRun run;
    private final Path failures;
    private final PidAgain again;

    public PipelineReplay(Session session, PidRun run) {
        this.session = session;
        this.run = run;
        this.failures = run.settings().outputDir().resolve("failures");
        this.again = PidAgain.open(session, run, new FileFailureStore(failures));
    }

    @Override
    public Result replay(Path file) throws InterruptedException {
        var log = FileFailureLog.of(file, failures);
        var request = new ReplayRequest(FailureFilter.ALL, ReplayLimits.DEFAULT, session.user());
        var audit = ReplayAudit.in(log.folder()).of(file.toString());
        try (var traces = Traces.open(session, "pid")) {
            return replay(
                    file,
                    new ReplayJob(log, again.pipeline().tracedBy(traces.tracer(Optional.empty())), request, audit));
        }
    }

    private Result replay(Path file, ReplayJob job) throws InterruptedException {
        var terminal = session.terminal();
        var progress = new ProgressLine(
                file.getFileName().toString(), terminal.err(), terminal.errIsScreen(), InstantSource.system());
        var patience = run.delivery().drainTimeout().plusSeconds(15);
        try (var foreground = new ForegroundWork(job::cancel, patience)) {
            var report = foreground.run(job::run, () -> progress.show(counts(job), Optional.empty()));
            progress.finish(counts(job), Optional.empty());
            report.stoppedBy().ifPresent(failure -> {
                throw HandleAccess.refused(failure);
            });
            return result(file, report);
        }
    }

    private List<Count> counts(ReplayJob job) {
        var done = job.progress();
        return List.of(
                Count.rated("events", done.settled()),
                Count.rated("handles", again.sink().handles().getAsLong()),
                Count.plain("parked", done.failedAgain()));
    }

    private static Result result(Path file, ReplayReport report) {
        var problems = new ArrayList<>(report.problems());
        if (report.outcome() != ReplayOutcome.DONE) {
            problems.add(file + "  stopped before its end; the rest was not retried");
        }
        return new Result(report.arrived(), report.started() - report.arrived() + problems.size(), problems);
    }
}
