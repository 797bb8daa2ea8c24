package dev.waybill.cli.jobs;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.processor.Processors;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobs processor create}. */
@Command(
        name = "create",
        description =
                "Keep a new processor: what it reads, and how its jobs are run. All that is wrong is said at once.",
        footer = {
            "%nExamples:",
            "  waybill jobs processor create l1c --product s2_l1c --order newest",
            "  waybill jobs processor create old --pattern MSIL1C --path-rule stac --on-gone delete"
        })
final class ProcessorCreate implements Callable<Integer>, ChangingCommand {
    private final Session session;

    @Parameters(paramLabel = "NAME")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String name;

    @Mixin
    private final ProcessorOptions options = new ProcessorOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final RowsOption output = new RowsOption();

    ProcessorCreate(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var processor = database.use(session, open -> new Processors(open).create(options.definition(name)));
        output.print(ProcessorRows.whole(processor), session);
        return ExitCode.DONE.status();
    }
}
