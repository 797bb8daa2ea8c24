package dev.waybill.cli.batch;

import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code batch job wait}. */
@Command(
        name = "wait",
        description = "Return when a job is over: 0 if every row is stored, 3 if some were rejected, else 4.",
        footer = {"%nExamples:", "  waybill batch job wait e5f6a7b8 --timeout 60"})
final class JobWait implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "JOB")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String job;

    @Mixin
    private final Patience patience = new Patience();

    @Mixin
    private final JobOutput output = new JobOutput();

    @Mixin
    private final ApiOptions api = new ApiOptions();

    JobWait(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return patience.waitFor(job, session, api.client(session), output);
    }
}
