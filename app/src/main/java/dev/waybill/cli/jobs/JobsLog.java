package dev.waybill.cli.jobs;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.view.History;
import dev.waybill.jobs.view.JobDetail;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobs log}. */
@Command(
        name = "log",
        description = "Show the log lines of an execution, or add one.",
        footer = {"%nExamples:", "  waybill jobs log 90210", "  waybill jobs log 90210 \"bands resampled\""})
final class JobsLog implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "EXECUTION", description = "The number of the claim.")
    private long execution;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", description = "A line to add.")
    private @Nullable String text;

    @Mixin
    private final RowsOption output = new RowsOption();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsLog(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        return database.use(session, open -> {
            if (new JobDetail(open).ofExecution(execution).isEmpty()) {
                throw CommandException.at(ExitCode.NOT_FOUND, "jobs log", "there is no execution " + execution);
            }
            if (text == null) {
                output.print(new History(open).log(execution), session);
            } else {
                new Claims(open).log(execution, List.of(text));
            }
            return ExitCode.DONE.status();
        });
    }
}
