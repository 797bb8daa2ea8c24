package dev.waybill.http;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.KafkaRecord;
import dev.waybill.trace.CurrentAttempt;
import dev.waybill.trace.Delivery;
import dev.waybill.trace.KeptAttempts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class HttpExchangesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: ";

    private static final KafkaRecord FOLLOWED =
            new KafkaRecord("t", 0, 0, 0, new byte[] {'k'}, null, KeptAttempts.FOLLOWED, 0);

    private final HttpExchanges exchanges = HttpExchanges.verified(new ExchangeLimits(ofSeconds(10), 4, 1_000));
    private final HttpExchanges hasty = HttpExchanges.verified(new ExchangeLimits(ofMillis(150), 4, 1_000));

    @Test
    void bringsAnyAnswerBack() throws Exception {
        try (var server = new RawServer(c -> RawServer.write(c, "HTTP/1.1 418 No\r\nContent-Length: 2\r\n\r\nhi"))) {
            var answer = exchanges.send(put(server.uri())).toCompletableFuture().join();

            assertThat(answer.statusCode()).isEqualTo(418);
            assertThat(answer.body()).asString().isEqualTo("hi");
        }
    }

    @Test
    void allRequestsThatAnAttemptCausesCarryItsTraceAndNoOther() throws Exception {
        try (var server = new CountingServer()) {
            var request = HttpRequest.newBuilder(server.uri())
                    .header("traceparent", "of another")
                    .build();
            var attempt =
                    new KeptAttempts().begin(new Delivery("p", FOLLOWED, 1)).orElseThrow();

            var scope = CurrentAttempt.enter(attempt);
            var both = exchanges.send(request).thenCompose(answer -> exchanges.send(request));
            scope.close();
            both.toCompletableFuture().join();
            exchanges.send(put(server.uri())).toCompletableFuture().join();

            assertThat(server.traces()).containsExactly("of k 1", "of k 1", "");
        }
    }

    @Test
    void aClosedPortIsAnOutage() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Failure failure = failure(exchanges, URI.create("http://127.0.0.1:" + port + "/x"));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.UNAVAILABLE);
        assertThat(failure.reason()).contains("PUT http://127.0.0.1:" + port + "/x", "nobody accepts connections");
    }

    @Test
    void anUnknownHostIsAnOutage() {
        Failure failure = failure(exchanges, URI.create("http://no-such-host.invalid/x"));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.UNAVAILABLE);
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAndHungUpOn() throws Exception {
        try (var server = new RawServer(c -> {})) {
            Failure failure = failure(hasty, server.uri());

            assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
            assertThat(failure.reason()).contains("within 150 ms", "may have been applied");
            assertThat(failure.reason()).doesNotContain("secret");
            await().atMost(ofMinutes(2)).until(server::callerHungUp);
        }
    }

    @Test
    void theDeadlineHoldsUntilTheLastByte() throws Exception {
        try (var server = new RawServer(c -> RawServer.write(c, OK + "100\r\n\r\nthe beginning"))) {
            Failure failure = failure(hasty, server.uri());

            assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
            assertThat(failure.reason()).contains("no complete answer");
        }
    }

    @Test
    void aConnectionClosedHalfwayLosesTheAnswer() throws Exception {
        try (var server = new RawServer(c -> {
            RawServer.write(c, OK + "100\r\n\r\nhalf");
            c.close();
        })) {
            Failure failure = failure(exchanges, server.uri());

            assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
            assertThat(failure.reason()).contains("the connection broke", "may have been applied");
        }
    }

    @Test
    void aReadThatBreaksHasAppliedNothing() throws Exception {
        try (var server = new RawServer(c -> c.close())) {
            var read = HttpRequest.newBuilder(server.uri()).GET().build();
            Failure failure = failureOf(exchanges.send(read).toCompletableFuture());

            assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
            assertThat(failure.reason()).contains("GET", "the connection broke").doesNotContain("applied");
        }
    }

    @Test
    void aConnectionResetLosesTheAnswer() throws Exception {
        try (var server = new RawServer(c -> {
            c.setSoLinger(true, 0);
            c.close();
        })) {
            assertThat(failure(exchanges, server.uri()).failureClass()).isEqualTo(FailureClass.TRANSIENT);
        }
    }

    @Test
    void anAnswerBeyondTheBoundIsNotCollected() throws Exception {
        try (var server = new RawServer(c -> RawServer.write(c, OK + "1001\r\n\r\n" + "x".repeat(1_001)))) {
            Failure failure = failure(exchanges, server.uri());

            assertThat(failure.reason()).contains("longer than 1000 bytes");
        }
        try (var server = new RawServer(c -> RawServer.write(c, OK + "1000\r\n\r\n" + "x".repeat(1_000)))) {
            assertThat(exchanges
                            .send(put(server.uri()))
                            .toCompletableFuture()
                            .join()
                            .body())
                    .hasSize(1_000);
        }
    }

    @Test
    void somethingThatDoesNotSpeakTlsIsAMatterOfSettings() throws Exception {
        try (var server = new RawServer(c -> RawServer.write(c, "HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            Failure failure = failure(
                    exchanges, URI.create("https://127.0.0.1:" + server.uri().getPort() + "/x"));

            assertThat(failure.reason()).contains("no TLS connection");
            assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
        }
    }

    @Test
    void neverMoreThanTheBoundAreUnderWayAndTheLineMovesInOrder() throws Exception {
        try (var server = new CountingServer()) {
            var answers = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 100; i++) {
                answers.add(exchanges.send(put(server.uri().resolve("/" + i))).toCompletableFuture());
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();

            assertThat(server.mostUnderWay()).isEqualTo(4);
            assertThat(server.paths()).hasSize(100);
            for (int i = 0; i < 100; i++) {
                assertThat(server.paths().indexOf("/" + i)).isBetween(i - 4, i + 4);
            }
        }
    }

    @Test
    void waitingInLineDoesNotCountAgainstTheDeadline() throws Exception {
        var oneByOne = HttpExchanges.verified(new ExchangeLimits(ofSeconds(2), 1, 1_000));
        try (var server = new CountingServer()) {
            server.delay(ofMillis(300)); // much less than the deadline, but eight of them are more
            var answers = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 8; i++) {
                answers.add(oneByOne.send(put(server.uri())).toCompletableFuture());
            }

            assertThat(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(ofMinutes(2));
        }
    }

    @Test
    void thousandsOfFailuresInARowDoNotOverflowTheStack() {
        var answers = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 20_000; i++) {
            answers.add(exchanges.send(put(URI.create("ftp://example.org/x"))).toCompletableFuture());
        }

        for (CompletableFuture<?> answer : answers) {
            assertThat(failureOf(answer).failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
        }
    }

    private static HttpRequest put(URI uri) {
        return uri.getScheme().startsWith("http")
                ? HttpRequest.newBuilder(uri)
                        .PUT(BodyPublishers.ofString("body"))
                        .build()
                : new UncheckedRequest(uri);
    }

    private static Failure failure(HttpExchanges exchanges, URI uri) {
        return failureOf(exchanges.send(put(uri)).toCompletableFuture());
    }

    private static Failure failureOf(CompletableFuture<?> answer) {
        try {
            return Failure.of(new AssertionError("expected a failure, got " + answer.join()));
        } catch (CompletionException e) {
            return Failure.of(e);
        }
    }
}
