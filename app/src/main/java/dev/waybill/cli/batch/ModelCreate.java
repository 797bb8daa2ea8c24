package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code batch model create}. */
@Command(
        name = "create",
        description = "Register a model: a JSON object of column and type.",
        footer = {"%nExamples:", "  waybill batch model create purchases model.json"})
final class ModelCreate implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String name;

    @Parameters(index = "1", paramLabel = "SCHEMA_FILE")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private Path schema;

    @Mixin
    private final ApiOptions api = new ApiOptions();

    @Mixin
    private final ModelOutput output = new ModelOutput();

    ModelCreate(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String text = LocalFile.text(schema).strip();
        var created = api.client(session).post("/models", Map.of("name", name, "schema", text));
        session.terminal().out().println(output.text(created));
        return ExitCode.DONE.status();
    }
}
