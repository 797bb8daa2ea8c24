package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch job rejected}. */
@Command(
        name = "rejected",
        description = "Show every bad cell of a job: where it is, what came, and what was expected.",
        footer = {
            "%nExamples:",
            "  waybill batch job rejected e5f6a7b8",
            "  waybill batch job rejected e5f6a7b8 -o json"
        })
final class JobRejected implements Callable<Integer> {
    private enum Format {
        CSV,
        JSON
    }

    private final Session session;

    @Parameters(paramLabel = "JOB")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String job;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "csv (default), or json, which has the line and the original row as well.")
    private Format format = Format.CSV;

    @Mixin
    private final ApiOptions api = new ApiOptions();

    JobRejected(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String query = "/rejected?format=" + format.name().toLowerCase(Locale.ROOT);
        var out = session.terminal().out();
        api.client(session).copy(ApiClient.job(job) + query, out);
        out.flush();
        return ExitCode.DONE.status();
    }
}
