package dev.waybill.pid.stac;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Exchanges over the client of the JDK: no redirects, one deadline for the whole exchange. Thread-safe. */
final class JdkStacHttp implements StacHttp {
    private final Duration timeout;
    private final HttpClient client;

    JdkStacHttp(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public CompletionStage<Answer> exchange(Question question) {
        var request = HttpRequest.newBuilder(question.uri())
                .timeout(timeout)
                .header("Accept", "application/geo+json, application/json");
        question.body()
                .ifPresent(body ->
                        request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        return client.sendAsync(request.build(), BodyHandlers.ofString(UTF_8))
                .orTimeout(timeout.toMillis(), MILLISECONDS)
                .thenApply(JdkStacHttp::answer);
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers().firstValue("Retry-After"), response.body());
    }
}
