package dev.waybill.pid.stac;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.http.ExchangeLimits;
import dev.waybill.http.HttpExchanges;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Exchanges of bounded number, time and size. Thread-safe. */
final class BoundedStacHttp implements StacHttp {
    private static final int MOST_IN_FLIGHT = 16;
    private static final int LONGEST_ANSWER = 16 << 20;

    private final HttpExchanges exchanges;

    BoundedStacHttp(Duration timeout) {
        exchanges = HttpExchanges.verified(new ExchangeLimits(timeout, MOST_IN_FLIGHT, LONGEST_ANSWER));
    }

    @Override
    public CompletionStage<Answer> exchange(Question question) {
        var request = HttpRequest.newBuilder(question.uri()).header("Accept", "application/geo+json, application/json");
        question.body()
                .ifPresent(body ->
                        request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        return exchanges.send(request.build()).thenApply(BoundedStacHttp::answer);
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        var retryAfter = response.headers().firstValue("Retry-After");
        return new Answer(response.statusCode(), retryAfter, new String(response.body(), UTF_8));
    }
}
