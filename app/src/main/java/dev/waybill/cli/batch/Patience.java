package dev.waybill.cli.batch;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long a job is waited for. Filled by the parser, once. */
final class Patience {
    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Wait no longer; then the exit status is 10.")
    private @Nullable Long seconds;

    /** Returns how the command ends, once the job is over and its row is printed. */
    int waitFor(String job, Session session, ApiClient api, JobOutput output) throws IOException, InterruptedException {
        if (seconds != null && seconds < 1) {
            throw CommandException.at(ExitCode.USAGE, "--timeout", "got " + seconds)
                    .expected("a number of seconds, 1 or more");
        }
        var longest = Optional.ofNullable(seconds).map(Duration::ofSeconds);
        var over = new JobWatch(api, session.terminal(), InstantSource.system(), longest).untilItIsOver(job);
        output.print(over, session.terminal().out());
        var view = JobView.of(over);
        var err = session.terminal().err();
        if (over.path("detail").isString()) {
            err.println(over.path("detail").stringValue());
        }
        if (view.errors() > 0) {
            err.println(
                    "  next: waybill batch job rejected " + view.id() + "   says which rows were rejected, and why");
        }
        return view.exitCode().status();
    }
}
