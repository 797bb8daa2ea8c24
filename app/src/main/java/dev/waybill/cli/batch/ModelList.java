package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code batch model list}. */
@Command(
        name = "list",
        description = "Show all models.",
        footer = {"%nExamples:", "  waybill batch model list"})
final class ModelList implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final ApiOptions api = new ApiOptions();

    @Mixin
    private final ModelOutput output = new ModelOutput();

    ModelList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        session.terminal().out().println(output.text(api.client(session).get("/models")));
        return ExitCode.DONE.status();
    }
}
