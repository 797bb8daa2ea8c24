package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.view.Workers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs workers}. */
@Command(
        name = "workers",
        description = "Show workers that are there, were lost, or ended within a day.",
        footer = {"%nExamples:", "  waybill jobs workers"})
final class JobsWorkers implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final RowsOption output = new RowsOption();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsWorkers(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        output.print(database.use(session, open -> new Workers(open).lately()), session);
        return ExitCode.DONE.status();
    }
}
