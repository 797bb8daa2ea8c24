package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends a file that becomes a job, and waits for it where that is wanted. Filled by the parser, once. */
final class Sending {
    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "Under one key there is one job; sending again makes no second one. Default: a new one.")
    private @Nullable String key;

    @Option(names = "--wait", description = "Return when the job is over: 0, 3 if rows were rejected, else 4.")
    private boolean wait;

    @Mixin
    private final Patience patience = new Patience();

    @Mixin
    private final JobOutput output = new JobOutput();

    int send(Session session, ApiClient api, String path, Path file) throws IOException, InterruptedException {
        String job = api.upload(path, file, key()).path("job_id").asString("");
        session.terminal().out().println("job " + job + " created.");
        return wait ? patience.waitFor(job, session, api, output) : ExitCode.DONE.status();
    }

    int dryRun(Session session, ApiClient api, String path, Path file) throws IOException, InterruptedException {
        var report = api.upload(path, file, key());
        session.terminal().out().println(report.toPrettyString());
        var totals = report.path("totals");
        boolean hasErrors = totals.path("errors").asLong(0) > 0;
        boolean hasRows = totals.path("ok").asLong(0) > 0;
        return (hasErrors ? hasRows ? ExitCode.PARTIAL : ExitCode.FAILED : ExitCode.DONE).status();
    }

    private String key() {
        return key == null ? UUID.randomUUID().toString() : key;
    }
}
