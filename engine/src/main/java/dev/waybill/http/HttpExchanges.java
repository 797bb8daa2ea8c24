package dev.waybill.http;

import dev.waybill.trace.Attempt;
import dev.waybill.trace.CurrentAttempt;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests over kept-alive connections, a bounded number at once, and answers with typed failures.
 *
 * <p>Thread-safe: the places and the waiting line are guarded by {@code line}. Nothing here blocks a thread. Every HTTP
 * status counts as an answer; {@link StatusClass} says what it means. Requests are not repeated here, and redirects are
 * not followed.
 */
public final class HttpExchanges {
    private final HttpClient client;
    private final ExchangeLimits limits;

    private final Object line = new Object();
    private final Queue<Pending> waiting = new ArrayDeque<>();
    private int inFlight;

    private HttpExchanges(HttpClient client, ExchangeLimits limits) {
        this.client = client;
        this.limits = limits;
    }

    /** Exchanges that check the certificate of an https server. */
    public static HttpExchanges verified(ExchangeLimits limits) {
        return new HttpExchanges(SharedClient.verified(), limits);
    }

    /** Exchanges that trust whoever answers: for a test server with a certificate of its own making. */
    public static HttpExchanges unverified(ExchangeLimits limits) {
        return new HttpExchanges(SharedClient.unverified(), limits);
    }

    /** @param sender the attempt that sends it; absent where nothing is followed */
    private record Pending(
            HttpRequest request,
            CompletableFuture<HttpResponse<byte[]>> result,
            @Nullable Attempt sender) {}

    /**
     * Sends one request, when a place is free. Where a trace follows what the calling thread does, the request carries its
     * headers, and what is done with the answer belongs to it too.
     *
     * @return the answer, whatever its status, or a {@link dev.waybill.failure.DeliveryException}
     */
    public CompletionStage<HttpResponse<byte[]>> send(HttpRequest request) {
        var result = new CompletableFuture<HttpResponse<byte[]>>();
        Attempt sender = CurrentAttempt.get();
        HttpRequest sent = sender == null ? request : handedOn(request, sender);
        synchronized (line) {
            waiting.add(new Pending(sent, result, sender));
        }
        startWaiting();
        return result;
    }

    private static HttpRequest handedOn(HttpRequest request, Attempt sender) {
        var traced = HttpRequest.newBuilder(request, (name, value) -> true);
        sender.handOn(traced::setHeader);
        return traced.build();
    }

    public ExchangeLimits limits() {
        return limits;
    }

    private void startWaiting() {
        Pending next = takePlace();
        while (next != null) {
            start(next);
            next = takePlace();
        }
    }

    private @Nullable Pending takePlace() {
        synchronized (line) {
            if (inFlight >= limits.maxInFlight() || waiting.isEmpty()) {
                return null;
            }
            inFlight++;
            return waiting.remove();
        }
    }

    private void freePlace() {
        synchronized (line) {
            inFlight--;
        }
        startWaiting();
    }

    private void start(Pending pending) {
        CompletableFuture<HttpResponse<byte[]>> exchange = sendNow(pending.request());
        var overdue = new AtomicBoolean();
        ScheduledFuture<?> alarm = SharedClient.TIMER.schedule(
                () -> {
                    overdue.set(true);
                    exchange.cancel(true); // closes the connection
                },
                limits.deadline().toMillis(),
                TimeUnit.MILLISECONDS);
        // Async: a chain of exchanges that fail at once must not become a chain of stack frames.
        var unused = exchange.whenCompleteAsync(
                (answer, thrown) -> {
                    alarm.cancel(false);
                    freePlace();
                    finishFor(pending, answer, thrown != null && overdue.get() ? overdue() : thrown);
                },
                SharedClient.WORKERS);
    }

    private void finishFor(Pending pending, HttpResponse<byte[]> answer, @Nullable Throwable thrown) {
        Attempt sender = pending.sender();
        if (sender == null) {
            finish(pending, answer, thrown);
            return;
        }
        var scope = CurrentAttempt.enter(sender);
        try {
            finish(pending, answer, thrown);
        } finally {
            scope.close();
        }
    }

    private void finish(Pending pending, HttpResponse<byte[]> answer, @Nullable Throwable thrown) {
        if (thrown == null) {
            pending.result().complete(answer);
            return;
        }
        pending.result().completeExceptionally(ExchangeFailure.of(pending.request(), thrown));
    }

    private TimeoutException overdue() {
        return new TimeoutException(
                "no complete answer within " + limits.deadline().toMillis() + " ms");
    }

    private CompletableFuture<HttpResponse<byte[]>> sendNow(HttpRequest request) {
        try {
            return client.sendAsync(request, info -> new BoundedBody(limits.maxAnswerBytes()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
