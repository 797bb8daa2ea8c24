package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch job status}. */
@Command(
        name = "status",
        description = "Show how far a job is.",
        footer = {"%nExamples:", "  waybill batch job status e5f6a7b8", "  waybill batch job status e5f6a7b8 --watch"})
final class JobStatusCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "JOB")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String job;

    @Option(names = "--watch", description = "Go on until it is over.")
    private boolean watch;

    @Mixin
    private final JobOutput output = new JobOutput();

    @Mixin
    private final ApiOptions api = new ApiOptions();

    JobStatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var client = api.client(session);
        var terminal = session.terminal();
        var status = watch
                ? new JobWatch(client, terminal, InstantSource.system(), Optional.empty()).untilItIsOver(job)
                : client.get(ApiClient.job(job));
        output.print(status, terminal.out());
        if (status.path("detail").isString()) {
            terminal.err().println(status.path("detail").stringValue());
        }
        return ExitCode.DONE.status();
    }
}
