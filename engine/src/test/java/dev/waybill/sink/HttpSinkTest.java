package dev.waybill.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.delivery.DeliveryReport;
import dev.waybill.failure.FailureClass;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.sink.StatusServer.Reply;
import dev.waybill.sink.StatusServer.Sent;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemoryTopics;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pipeline in real time, and a real HTTP server at its end. */
@Timeout(300)
final class HttpSinkTest {
    @SuppressWarnings("NullAway.Init")
    private StatusServer server;

    private final MemoryTopics topics = MemoryTopics.of("t", 2);
    private final MemoryFailures failures = new MemoryFailures();

    @BeforeEach
    void start() throws Exception {
        server = new StatusServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void put(int records) {
        for (int i = 0; i < records; i++) {
            topics.put("t", i % 2, "key" + i, "value" + i);
        }
    }

    private PipelineBuilder<KafkaRecord> pipeline() {
        return Pipeline.from(topics).parkingIn(failures).exitAtEnd();
    }

    private HttpSink<KafkaRecord> sink() {
        return HttpSink.<KafkaRecord>sending(record -> request(text(record)))
                .identifiedBy(record -> record.position().toString());
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(server.uri())
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String text(KafkaRecord record) {
        byte[] value = record.value();
        return value == null ? "" : new String(value, UTF_8);
    }

    @Test
    void everyRecordIsSentOnceUnderItsOwnKey() {
        put(500);

        var report = pipeline().to(sink()).run();

        assertThat(report.stats().delivered()).isEqualTo(500);
        assertThat(server.sent().stream().map(Sent::key))
                .hasSize(500)
                .doesNotHaveDuplicates()
                .contains("t-1@249");
        assertThat(server.sent().stream().map(Sent::body))
                .doesNotHaveDuplicates()
                .contains("value499");
        assertThat(topics.hasNoLag()).isTrue();
    }

    @Test
    void aServerThatAsksForPatienceIsLeftAlone() {
        put(1);
        server.answer(request ->
                server.sent().size() == 1 ? new Reply(429, "", Map.of("Retry-After", "1")) : Reply.status(200));

        pipeline().to(sink()).run();

        assertThat(server.sent()).hasSize(2);
        long between = server.sent().get(1).nanos() - server.sent().get(0).nanos();
        assertThat(between).isBetween(ofMillis(990).toNanos(), ofSeconds(10).toNanos());
        assertThat(failures.parked()).isEmpty();
    }

    @Test
    void anOutageIsProbedAndParksNothing() throws Exception {
        put(50);
        server.answer(request -> Reply.status(503));
        var pipeline = pipeline()
                .breaking(new BreakerPolicy(20, 5, 0.5, ofMillis(100), ofMillis(200)))
                .to(sink());
        var run = CompletableFuture.supplyAsync(pipeline::run);

        await().atMost(ofMinutes(2)).until(() -> server.sent().size() >= 60);
        var probes = server.sent().stream().map(Sent::nanos).skip(55).toList();
        for (int i = 1; i < probes.size(); i++) {
            assertThat(probes.get(i) - probes.get(i - 1))
                    .isGreaterThan(ofMillis(80).toNanos());
        }
        assertThat(failures.parked()).isEmpty();
        server.answer(request -> Reply.status(200));
        DeliveryReport report = run.get(120, SECONDS);

        assertThat(report.stats().delivered()).isEqualTo(50);
        assertThat(failures.parked()).isEmpty();
        assertThat(server.sent()).hasSizeLessThan(50 + 50 + 30);
    }

    @Test
    void whatTheServerCannotReadIsParkedWithItsWords() {
        put(30);
        server.answer(request ->
                request.body().equals("value7") ? new Reply(400, "amount:\n missing", Map.of()) : Reply.status(201));

        var report = pipeline().to(sink()).run();

        assertThat(report.stats().delivered()).isEqualTo(29);
        assertThat(failures.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.failure().failureClass()).isEqualTo(FailureClass.POISON);
            assertThat(parked.failure().reason())
                    .startsWith("POST http://127.0.0.1:")
                    .endsWith("/ledger: expected status 2xx, got 400: amount: missing")
                    .doesNotContain("secret");
        });
    }

    @Test
    void refusedCredentialsEndTheRun() {
        put(3);
        server.answer(request -> Reply.status(401));

        var report = pipeline().to(sink()).run();

        assertThat(report.stoppedBy())
                .hasValueSatisfying(
                        failure -> assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED));
        assertThat(report.unfinished()).isEqualTo(3);
        assertThat(failures.parked()).isEmpty();
    }

    @Test
    void anAddressThatIsWrongParksNothing() {
        put(3);
        server.answer(request -> Reply.status(404));

        var report = pipeline().to(sink()).run();

        assertThat(report.stoppedBy())
                .hasValueSatisfying(failure -> assertThat(failure.reason()).contains("got 404"));
        assertThat(report.unfinished()).isEqualTo(3);
        assertThat(failures.parked()).isEmpty();
    }

    @Test
    void aLostAnswerIsAskedForAgainUnderTheSameKey() {
        put(1);
        server.answer(request -> server.sent().size() == 1 ? Reply.LOST : Reply.status(200));

        pipeline().to(sink()).run();

        assertThat(server.sent().stream().map(Sent::key)).containsExactly("t-0@0", "t-0@0");
        assertThat(topics.hasNoLag()).isTrue();
        assertThat(failures.parked()).isEmpty();
    }

    @Test
    void aJudgeMayKnowBetterThanTheStatus() {
        put(4);
        server.answer(request -> Reply.status(409));
        AnswerJudge knownAlready = (answer, byStatus) -> answer.statusCode() == 409 ? Optional.empty() : byStatus;

        var report = pipeline().to(sink().judgedBy(knownAlready)).run();

        assertThat(report.stats().delivered()).isEqualTo(4);
        assertThat(server.sent()).hasSize(4);
    }

    @Test
    void aListThatIsRefusedComesInHalvesEachUnderAKeyOfItsOwn() {
        put(64);
        server.answer(
                request -> request.body().matches("(?s).*\\bvalue0\\b.*") ? Reply.status(422) : Reply.status(200));
        var lists = HttpSink.<List<KafkaRecord>>sending(records ->
                        request(records.stream().map(HttpSinkTest::text).collect(joining("\n"))))
                .identifiedBy(records -> HttpSink.keyOf(
                        records.stream().map(KafkaRecord::position).toList()));

        var report = pipeline().batch(64, ofMillis(50)).to(lists).run();

        assertThat(report.stats().delivered()).isEqualTo(63);
        assertThat(failures.parked())
                .singleElement()
                .satisfies(parked -> assertThat(text(parked.record())).isEqualTo("value0"));
        var bodies = server.sent().stream().map(Sent::body).distinct();
        assertThat(server.sent().stream().map(Sent::key).distinct()).hasSameSizeAs(bodies.toList());
    }
}
