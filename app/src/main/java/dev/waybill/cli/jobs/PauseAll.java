package dev.waybill.cli.jobs;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.processor.Processors;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs pause}. */
@Command(
        name = "pause",
        description = "Hand out no job of any processor until resume; those that run go on, and may be reported.",
        footer = {"%nExamples:", "  waybill jobs pause"})
final class PauseAll implements Callable<Integer>, ChangingCommand {
    private final Session session;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    PauseAll(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        return database.use(session, open -> {
            new Processors(open).pauseAll();
            session.terminal().err().println("no job is handed out; next: waybill jobs resume");
            return ExitCode.DONE.status();
        });
    }
}
