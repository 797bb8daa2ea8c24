package dev.waybill.cli.pid;

import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.run.ForegroundRun;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.failure.file.FailureFile;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.pid.PidPipeline;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;

/** Straight through the pipeline that parked them: what fails again is parked one round higher. */
public final class PipelineReplay implements Replay {
    private final Session session;
    private final PidRun run;
    private final PidSink sink;
    private final PidPipeline pid;

    public PipelineReplay(Session session, PidRun run) {
        this.session = session;
        this.run = run;
        var failures = new FileFailureStore(run.settings().outputDir().resolve("failures"));
        var again = PidAgain.open(session, run, failures);
        this.sink = again.sink();
        this.pid = again.pid();
    }

    @Override
    public Result replay(Path file) throws InterruptedException {
        var source = new FailureFile(file);
        var terminal = session.terminal();
        var progress = new ProgressLine(
                file.getFileName().toString(), terminal.err(), terminal.errIsScreen(), InstantSource.system());
        var pipeline = pid.to(pid.from(source).exitAtEnd());
        var patience = run.delivery().drainTimeout().plusSeconds(15);
        try (var foreground = new ForegroundRun(pipeline, progress, sink::counts, InstantSource.system(), patience)) {
            var report = foreground.run();
            report.stoppedBy().ifPresent(failure -> {
                throw HandleAccess.refused(failure);
            });
            long arrived = report.stats().delivered() + report.stats().filtered();
            var problems = new ArrayList<>(source.malformed());
            if (!source.isReadToEnd()) {
                problems.add(file + "  stopped before its end; the rest was not retried");
            }
            return new Result(arrived, source.records() - arrived + problems.size(), problems);
        }
    }
}
