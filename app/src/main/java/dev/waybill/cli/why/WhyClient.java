package dev.waybill.cli.why;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.access.CallOptions.Shown;
import dev.waybill.cli.access.NoAnswer;
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
    private static final int UNAUTHORIZED = 401;

    private final URI process;
    private final Shown shown;
    private final HttpClient client;

    WhyClient(URI process, Shown shown, HttpClient.Builder client) {
        this.process = process;
        this.shown = shown;
        this.client = client.connectTimeout(CONNECT).build();
    }

    /** The answer in that format, as the process writes it. */
    String ask(WhyFormat format) throws InterruptedException {
        var request = shown.on(
                        HttpRequest.newBuilder(process.resolve(format == WhyFormat.JSON ? "/why" : "/why?as=text")))
                .timeout(PATIENCE)
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == UNAUTHORIZED) {
                throw CommandException.at(
                                ExitCode.NOT_ALLOWED,
                                process.toString(),
                                answer.body().strip())
                        .next("set WAYBILL_TOKEN, or name a file with --token-file");
            }
            if (answer.statusCode() != OK) {
                throw CommandException.at(
                                ExitCode.FAILED,
                                process.toString(),
                                answer.statusCode() + " " + answer.body().strip())
                        .expected("the address of a process that runs a pipeline");
            }
            return answer.body();
        } catch (IOException e) {
            throw CommandException.at(ExitCode.UNREACHABLE, process.toString(), NoAnswer.reason(e))
                    .expected("a running process; --http PORT says where it answers")
                    .next("waybill why --group GROUP   asks the brokers instead")
                    .because(e);
        }
    }
}
