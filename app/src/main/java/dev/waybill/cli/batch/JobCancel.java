package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch job cancel}. */
@Command(
        name = "cancel",
        description = "End a job that is not over.",
        footer = {"%nExamples:", "  waybill batch job cancel e5f6a7b8 --remove"})
final class JobCancel implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "JOB")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String job;

    @Option(names = "--remove", description = "Remove the rows that it has stored, too.")
    private boolean remove;

    @Mixin
    private final ApiOptions api = new ApiOptions();

    JobCancel(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var answer = api.client(session).delete(ApiClient.job(job) + (remove ? "?remove=true" : ""));
        session.terminal().out().println("job " + job + " cancelled");
        long stored = answer.body().path("stored_rows").asLong(0);
        if (stored > 0) {
            session.terminal()
                    .err()
                    .printf(
                            answer.body().path("remove").asBoolean(remove)
                                    ? "%,d rows were stored, and are being removed%n"
                                    : "%,d rows were stored, and stay%n",
                            stored);
        }
        return ExitCode.DONE.status();
    }
}
