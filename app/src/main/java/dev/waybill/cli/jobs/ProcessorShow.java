package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.processor.Processors;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobs processor show}. */
@Command(
        name = "show",
        description = "Show all fields of a processor.",
        footer = {"%nExamples:", "  waybill jobs processor show l1c"})
final class ProcessorShow implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "PROCESSOR", description = "Its name or number.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String name;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final RowsOption output = new RowsOption();

    ProcessorShow(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        output.print(ProcessorRows.whole(database.use(session, open -> new Processors(open).get(name))), session);
        return ExitCode.DONE.status();
    }
}
