package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code batch model describe}. */
@Command(
        name = "describe",
        description = "Show one model.",
        footer = {"%nExamples:", "  waybill batch model describe purchases"})
final class ModelDescribe implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "MODEL", description = "Its id, or its name.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String model;

    @Mixin
    private final ApiOptions api = new ApiOptions();

    @Mixin
    private final ModelOutput output = new ModelOutput();

    ModelDescribe(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        session.terminal().out().println(output.text(new ModelRef(model).find(api.client(session))));
        return ExitCode.DONE.status();
    }
}
