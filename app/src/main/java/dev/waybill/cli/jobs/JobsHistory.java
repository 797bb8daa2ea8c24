package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.view.History;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs history}. */
@Command(
        name = "history",
        description = "Show what was tried with a job: every claim, by whom, and how it ended.",
        footer = {"%nExamples:", "  waybill jobs history 4711", "  waybill jobs history --execution 90210"})
final class JobsHistory implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final JobRef job = new JobRef();

    @Mixin
    private final RowsOption output = new RowsOption();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsHistory(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        output.print(database.use(session, open -> new History(open).ofJob(job.number(open))), session);
        return ExitCode.DONE.status();
    }
}
