package dev.waybill.cli.batch;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch job retry}. */
@Command(
        name = "retry",
        description = {
            "Send the rejected rows of a job once more, mended.",
            "They make a job of their own, which names this one; the file holds only those rows."
        },
        footer = {"%nExamples:", "  waybill batch job retry e5f6a7b8 --file fixed.csv --wait"})
final class JobRetry implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "JOB")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String job;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The mended rows.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private Path file;

    @Mixin
    private final Sending sending = new Sending();

    @Mixin
    private final ApiOptions api = new ApiOptions();

    JobRetry(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalFile.require(file);
        var client = api.client(session);
        var answer = client.get(ApiClient.job(job));
        var parent = JobView.of(answer);
        String model = answer.path("model_id").asString("");
        if (!parent.isOver()) {
            throw CommandException.at(ExitCode.CONFLICT, "job " + job, "is " + parent.state())
                    .expected("a job that is over")
                    .next("waybill batch job wait " + job);
        }
        return sending.send(session, client, "/jobs?model_id=" + model + "&parent=" + parent.id(), file);
    }
}
