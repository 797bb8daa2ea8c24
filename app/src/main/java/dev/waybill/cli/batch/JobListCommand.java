package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code batch job list}. */
@Command(
        name = "list",
        description = "Show jobs, oldest first.",
        footer = {"%nExamples:", "  waybill batch job list", "  waybill batch job list --state FAILED -o json"})
final class JobListCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    private final Session session;

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state.")
    private @Nullable String state;

    @Option(names = "--model", paramLabel = "MODEL", description = "Only those of this model.")
    private @Nullable String model;

    @Mixin
    private final JobOutput output = new JobOutput();

    @Mixin
    private final ApiOptions api = new ApiOptions();

    JobListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var client = api.client(session);
        String query = "/jobs?limit=" + PAGE
                + (state == null ? "" : "&state=" + ApiClient.encoded(state))
                + (model == null ? "" : "&model_id=" + new ModelRef(model).id(client));
        var all = new ArrayList<JsonNode>();
        String after = "";
        JsonNode page;
        do {
            page = client.get(query + after);
            page.forEach(all::add);
            after = all.isEmpty()
                    ? ""
                    : "&after=" + all.get(all.size() - 1).path("id").asString("");
        } while (page.size() == PAGE);
        output.printAll(all, session.terminal().out());
        return ExitCode.DONE.status();
    }
}
