package dev.waybill.cli.run;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.Plain;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs a replay in the foreground, and says what became of it. Used by one thread. */
public record ReplayRun(Session session, ReplayJob job, ProgressLine progress) {
    private static final List<String> COLUMNS =
            List.of("job", "outcome", "started", "arrived", "failed_again", "unfinished");

    public ReplayRun(Session session, ReplayJob job) {
        this(
                session,
                job,
                new ProgressLine(
                        "replay", session.terminal().err(), session.terminal().errIsScreen(), InstantSource.system()));
    }

    /** {@code patience} is how long the process waits, after a signal, for everything to end. */
    public int run(Duration patience, OutputFormat format) throws InterruptedException {
        try (var foreground = new ForegroundWork(job::cancel, patience)) {
            var report = foreground.run(job::run, () -> progress.show(counts(), Optional.empty()));
            progress.finish(counts(), Optional.empty());
            print(report, format);
            return say(report);
        }
    }

    private List<Count> counts() {
        var done = job.progress();
        return List.of(
                Count.rated("settled", done.settled()),
                Count.plain("started", done.started()),
                Count.plain("parked again", done.failedAgain()));
    }

    private void print(ReplayReport report, OutputFormat format) {
        try (var rows = format.writer(COLUMNS, session.terminal().out())) {
            rows.row(List.of(
                    report.job(),
                    report.outcome().name().toLowerCase(Locale.ROOT),
                    report.started(),
                    report.arrived(),
                    report.failedAgain(),
                    report.unfinished()));
        }
    }

    private int say(ReplayReport report) {
        var err = session.terminal().err();
        report.problems()
                .forEach(p -> err.println(
                        "warning: " + Plain.visible(session.redactor().redact(p))));
        var exit = switch (report.outcome()) {
            case DONE -> report.failedAgain() > 0 || !report.problems().isEmpty() ? ExitCode.PARTIAL : ExitCode.DONE;
            case CANARY_FAILED, STOPPED -> ExitCode.FAILED;
            case CANCELLED -> ExitCode.INTERRUPTED;
            case STALLED -> ExitCode.TIMED_OUT;
        };
        err.println(
                switch (report.outcome()) {
                    case DONE ->
                        report.started() == 0 ? "nothing that is parked matches" : "all that matches was replayed";
                    case CANARY_FAILED -> "the first ones did not all arrive; the others were not started";
                    case STOPPED -> "stopped by a failure that needs an operator";
                    case CANCELLED -> "stopped; what has not arrived stays parked";
                    case STALLED -> "nothing arrived any more; what has not arrived stays parked";
                });
        if (exit != ExitCode.DONE) {
            err.println("  next: waybill failures groups   says what is parked, and why");
        }
        return exit.status();
    }
}
