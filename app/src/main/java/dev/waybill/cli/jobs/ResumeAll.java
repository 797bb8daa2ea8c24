package dev.waybill.cli.jobs;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.processor.Processors;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs resume}. */
@Command(
        name = "resume",
        description = "Hand out jobs again, of all processors that are not paused themselves.",
        footer = {"%nExamples:", "  waybill jobs resume"})
final class ResumeAll implements Callable<Integer>, ChangingCommand {
    private final Session session;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    ResumeAll(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        return database.use(session, open -> {
            new Processors(open).resumeAll();
            session.terminal().err().println("jobs are handed out again");
            return ExitCode.DONE.status();
        });
    }
}
