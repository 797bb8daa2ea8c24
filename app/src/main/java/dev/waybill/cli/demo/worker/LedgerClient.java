package dev.waybill.cli.demo.worker;

import dev.waybill.failure.DeliveryException;
import dev.waybill.http.ExchangeLimits;
import dev.waybill.http.HttpExchanges;
import dev.waybill.http.StatusClass;
import dev.waybill.pipeline.Sink;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Writes payments down at the ledger, one request for each batch. Thread-safe. */
final class LedgerClient implements Sink<List<Payment>> {
    private static final ExchangeLimits LIMITS = new ExchangeLimits(Duration.ofSeconds(5), 64, 1 << 16);

    private final HttpExchanges exchanges = HttpExchanges.verified(LIMITS);
    private final StatusClass statuses = new StatusClass(InstantSource.system());
    private final URI ledger;

    LedgerClient(URI ledger) {
        this.ledger = ledger;
    }

    @Override
    public CompletionStage<?> deliver(List<Payment> payments) {
        String lines = payments.stream().map(Payment::line).collect(Collectors.joining());
        var request = HttpRequest.newBuilder(ledger)
                .POST(BodyPublishers.ofString(lines))
                .build();
        return exchanges.send(request).thenApply(this::accepted);
    }

    private HttpResponse<byte[]> accepted(HttpResponse<byte[]> answer) {
        var failure = statuses.of(answer);
        if (failure.isPresent()) {
            String reason = ledger + " answered " + answer.statusCode() + ", expected 200";
            DeliveryException refused = statuses.failure(failure.get(), reason, answer);
            throw refused;
        }
        return answer;
    }
}
