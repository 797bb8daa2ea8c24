package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code batch model delete}. */
@Command(
        name = "delete",
        description = "Remove a model. Its table, and jobs that have begun, stay.",
        footer = {"%nExamples:", "  waybill batch model delete purchases"})
final class ModelDelete implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "MODEL", description = "Its id, or its name.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String model;

    @Mixin
    private final ApiOptions api = new ApiOptions();

    ModelDelete(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var client = api.client(session);
        var answer = client.delete("/models/" + new ModelRef(model).id(client));
        session.terminal().out().println(answer.status());
        return ExitCode.DONE.status();
    }
}
