package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.claim.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs fail}. */
@Command(
        name = "fail",
        description = {
            "Report that a job did not work. It is tried again while attempts are left.",
            "Exit status 6: the job is somebody else's now, and the report does not count."
        },
        footer = {
            "%nExamples:",
            "  waybill jobs fail 90210 --message \"no such band\"",
            "  waybill jobs fail 90210 --message \"broken file\" --permanent"
        })
final class JobsFail implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "EXECUTION", description = "The number of the claim.")
    private long execution;

    @Option(names = "--message", paramLabel = "TEXT", description = "Why, for a person.")
    private String message = "";

    @Option(names = "--permanent", description = "It never will: do not try again.")
    private boolean isPermanent;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsFail(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        database.use(
                session,
                open -> Reporting.report(
                        open,
                        isPermanent ? Report.failedForGood(execution, message) : Report.failed(execution, message)));
        return ExitCode.DONE.status();
    }
}
