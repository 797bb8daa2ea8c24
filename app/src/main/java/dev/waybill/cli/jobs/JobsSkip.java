package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.claim.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs skip}. */
@Command(
        name = "skip",
        description = {
            "Report that there is nothing to do for a product.",
            "Exit status 6: the job is somebody else's now, and the report does not count."
        },
        footer = {"%nExamples:", "  waybill jobs skip 90210 --message \"all clouds\""})
final class JobsSkip implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "EXECUTION", description = "The number of the claim.")
    private long execution;

    @Option(names = "--message", paramLabel = "TEXT", description = "Why, for a person.")
    private String message = "";

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsSkip(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        database.use(session, open -> Reporting.report(open, Report.skipped(execution, message)));
        return ExitCode.DONE.status();
    }
}
