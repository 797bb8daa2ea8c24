package dev.waybill.cli.jobs;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.claim.Claims;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobs heartbeat}. */
@Command(
        name = "heartbeat",
        description = {
            "Say that a job is still being worked on; its lease begins anew.",
            "Exit status 6: it is somebody else's now, and is to be left alone."
        },
        footer = {"%nExamples:", "  waybill jobs heartbeat 90210"})
final class JobsHeartbeat implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "EXECUTION", description = "The number of the claim.")
    private long execution;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsHeartbeat(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!database.use(session, open -> new Claims(open).heartbeat(execution))) {
            throw CommandException.at(
                            ExitCode.CONFLICT, "execution " + execution, "does not run, or is somebody else's now")
                    .next("waybill jobs show --execution " + execution);
        }
        return ExitCode.DONE.status();
    }
}
