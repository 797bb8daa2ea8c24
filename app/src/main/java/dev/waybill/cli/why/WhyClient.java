package dev.waybill.cli.why;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a running process. Used once, by one thread. */
final class WhyClient {
    private static final Duration CONNECT = ofSeconds(3);
    private static final Duration PATIENCE = ofSeconds(20);
    private static final int OK = 200;

    private final URI process;

    WhyClient(URI process) {
        this.process = process;
    }

    /** The answer in that format, as the process writes it. */
    String ask(WhyFormat format) throws InterruptedException {
        var request = HttpRequest.newBuilder(process.resolve(format == WhyFormat.JSON ? "/why" : "/why?as=text"))
                .timeout(PATIENCE)
                .build();
        var client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw CommandException.at(
                                ExitCode.FAILED,
                                process.toString(),
                                answer.statusCode() + " " + answer.body().strip())
                        .expected("the address of a process that runs a pipeline");
            }
            return answer.body();
        } catch (IOException e) {
            String came = e.getMessage() == null ? "does not answer" : e.getMessage();
            throw CommandException.at(ExitCode.UNREACHABLE, process.toString(), came)
                    .expected("a running process; --http PORT says where it answers")
                    .next("waybill why --group GROUP   asks the brokers instead")
                    .because(e);
        }
    }
}
