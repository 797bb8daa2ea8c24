package dev.waybill.cli.demo;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Small requests to the services of the local stack. Thread-safe. */
final class StackHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    void put(URI uri, byte[] body) {
        var unused = send(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofByteArray(body)));
    }

    void delete(URI uri) {
        var unused = send(HttpRequest.newBuilder(uri).DELETE());
    }

    String get(URI uri) {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    private String send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(PATIENCE).build();
        String what = request.method() + " " + request.uri();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw CommandException.at(ExitCode.FAILED, what, "answered " + answer.statusCode())
                        .expected("200 or 201");
            }
            return answer.body();
        } catch (IOException e) {
            throw CommandException.at(ExitCode.UNREACHABLE, what, "the local stack does not answer")
                    .because(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.at(ExitCode.INTERRUPTED, what, "interrupted");
        }
    }
}
