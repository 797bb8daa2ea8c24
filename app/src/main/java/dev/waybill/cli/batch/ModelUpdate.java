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

/** {@code batch model update}. */
@Command(
        name = "update",
        description = "Give a model another schema. Jobs keep the version with which they began.",
        footer = {"%nExamples:", "  waybill batch model update purchases model.json"})
final class ModelUpdate implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Its id, or its name.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String model;

    @Parameters(index = "1", paramLabel = "SCHEMA_FILE")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private Path schema;

    @Mixin
    private final ApiOptions api = new ApiOptions();

    @Mixin
    private final ModelOutput output = new ModelOutput();

    ModelUpdate(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String text = LocalFile.text(schema).strip();
        var client = api.client(session);
        var updated = client.put("/models/" + new ModelRef(model).id(client), Map.of("schema", text));
        session.terminal().out().println(output.text(updated));
        return ExitCode.DONE.status();
    }
}
