package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.claim.Report;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs finish}. */
@Command(
        name = "finish",
        description = {
            "Report that a job is done.",
            "Exit status 6: the job is somebody else's now, and the report does not count."
        },
        footer = {"%nExamples:", "  waybill jobs finish 90210 --dst s3://out/T33VWJ/x.tif"})
final class JobsFinish implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "EXECUTION", description = "The number of the claim.")
    private long execution;

    @Option(names = "--dst", paramLabel = "PATH", description = "Where the output is.")
    private @Nullable String dst;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsFinish(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        database.use(session, open -> Reporting.report(open, Report.finished(execution, dst)));
        return ExitCode.DONE.status();
    }
}
