package dev.waybill.cli.jobs;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.processor.Processors;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobs processor update}. */
@Command(
        name = "update",
        description = "Change a processor. Jobs that were found already keep their order, priority and path.",
        footer = {
            "%nExamples:",
            "  waybill jobs processor update l1c --processor-version 2",
            "  waybill jobs processor update l1c --lease 30m --attempts 5"
        })
final class ProcessorUpdate implements Callable<Integer>, ChangingCommand {
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

    ProcessorUpdate(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var processor = database.use(session, open -> {
            var processors = new Processors(open);
            var before = processors.get(name);
            return processors.update(before.id(), options.changed(before.definition()));
        });
        output.print(ProcessorRows.whole(processor), session);
        return ExitCode.DONE.status();
    }
}
