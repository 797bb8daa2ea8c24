package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.view.Counts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs status}. */
@Command(
        name = "status",
        description = "Show how many jobs each processor has, by status.",
        footer = {"%nExamples:", "  waybill jobs status", "  waybill jobs status -o json"})
final class JobsStatus implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final RowsOption output = new RowsOption();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsStatus(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        output.print(database.use(session, open -> new Counts(open).ofEachProcessor()), session);
        return ExitCode.DONE.status();
    }
}
