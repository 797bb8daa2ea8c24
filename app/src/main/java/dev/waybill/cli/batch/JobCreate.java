package dev.waybill.cli.batch;

import dev.waybill.batch.check.RejectLimit;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch job create}. */
@Command(
        name = "create",
        description = {
            "Send a file of rows: CSV, JSON lines or Parquet, also in gzip or Zstandard.",
            "Once the job has an id, it is done whatever happens to this command."
        },
        footer = {
            "%nExamples:",
            "  waybill batch job create a1b2c3d4 data.csv",
            "  waybill batch job create purchases data.parquet --wait --max-rejects 1%%"
        })
final class JobCreate implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Its id, or its name.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String model;

    @Parameters(index = "1", paramLabel = "DATA_FILE")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private Path file;

    @Mixin
    private final Sending sending = new Sending();

    @Option(names = "--dry-run", description = "Check the rows, store nothing, and say what would be rejected.")
    private boolean dryRun;

    @Option(
            names = "--max-rejects",
            paramLabel = "N|N%%",
            description = "Give the job up once more rows than that are rejected.")
    private @Nullable String maxRejects;

    @Mixin
    private final ApiOptions api = new ApiOptions();

    JobCreate(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalFile.require(file);
        checkLimit();
        var client = api.client(session);
        String path = "/jobs?model_id=" + new ModelRef(model).id(client)
                + (maxRejects == null ? "" : "&max_rejects=" + ApiClient.encoded(maxRejects));
        return dryRun
                ? sending.dryRun(session, client, path + "&dry_run=true", file)
                : sending.send(session, client, path, file);
    }

    private void checkLimit() {
        try {
            Optional.ofNullable(maxRejects).ifPresent(RejectLimit::parse);
        } catch (IllegalArgumentException e) {
            throw CommandException.at(ExitCode.USAGE, "--max-rejects", "got \"" + maxRejects + "\"")
                    .expected(String.valueOf(e.getMessage()).replaceFirst("^expected ", ""));
        }
    }
}
