package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.processor.Processors;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs processor list}. */
@Command(
        name = "list",
        description = "Show all processors.",
        footer = {"%nExamples:", "  waybill jobs processor list", "  waybill jobs processor list -o json"})
final class ProcessorList implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final RowsOption output = new RowsOption();

    ProcessorList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        output.print(ProcessorRows.brief(database.use(session, open -> new Processors(open).list())), session);
        return ExitCode.DONE.status();
    }
}
