package dev.waybill.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.failure.DeliveryException;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.sink.HttpSink;
import dev.waybill.telemetry.OtlpReceiver.SeenSpan;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemoryTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a collector gets of real pipelines, and what goes along to those they deliver to. */
final class TelemetryTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String SAMPLED = "00-" + TRACE + "-" + CALLER + "-01";
    private static final String UNSAMPLED = "00-" + TRACE + "-" + CALLER + "-00";

    private final MemoryTopics topics = MemoryTopics.of("orders", 1);
    private final MemoryFailures failures = new MemoryFailures();
    private final List<String> handedOn = new CopyOnWriteArrayList<>();
    private long offset;

    @SuppressWarnings("NullAway.Init")
    private OtlpReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private void put(String key, String... headers) {
        var all = new ArrayList<Header>();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(new Header(headers[i], headers[i + 1].getBytes(US_ASCII)));
        }
        topics.put(new KafkaRecord("orders", 0, offset++, 0, key.getBytes(UTF_8), "v".getBytes(UTF_8), all, 0));
    }

    private PipelineBuilder<KafkaRecord> records() {
        return Pipeline.from(topics)
                .named("p")
                .parkingIn(failures)
                .retrying(new RetryPolicy(2, 0, ofMillis(1), ofMillis(2)))
                .exitAtEnd();
    }

    private interface Build {
        Pipeline pipeline(PipelineBuilder<KafkaRecord> records);
    }

    /** Runs it to its end. */
    private void run(URI collector, double ratio, Build build) {
        run(collector, ratio, Map.of(), build);
    }

    private void run(URI collector, double ratio, Map<String, String> environment, Build build) {
        Map<String, String> ours = new HashMap<>(Map.of(
                "otel.exporter.otlp.endpoint", collector.toString(),
                "otel.traces.sampler", "parentbased_traceidratio",
                "otel.traces.sampler.arg", Double.toString(ratio)));
        try (var telemetry = Telemetry.start(ours, environment, text -> text.replace("hunter2", "******"))) {
            build.pipeline(records().tracedBy(telemetry.tracer(Optional.of("g"))))
                    .run();
        }
    }

    private SeenSpan only() {
        assertThat(receiver.spans()).hasSize(1);
        return receiver.spans().get(0);
    }

    @Test
    void aDeliveryIsAChildOfWhatItsRecordBrings() {
        put("k1", "traceparent", SAMPLED, "tracestate", "vendor=1");

        run(receiver.uri(), 0, records -> records.toEach(record -> {}));

        SeenSpan span = only();
        assertThat(List.of(span.name(), span.kind(), span.trace(), span.parent(), span.status()))
                .containsExactly("process orders", "CONSUMER", TRACE, CALLER, "UNSET");
        assertThat(span.attributes())
                .containsOnly(
                        entry("messaging.system", "kafka"),
                        entry("messaging.operation.name", "process"),
                        entry("messaging.operation.type", "process"),
                        entry("messaging.destination.name", "orders"),
                        entry("messaging.destination.partition.id", "0"),
                        entry("messaging.kafka.offset", "0"),
                        entry("messaging.kafka.message.key", "k1"),
                        entry("messaging.consumer.group.name", "g"),
                        entry("waybill.pipeline", "p"),
                        entry("waybill.attempt", "1"));
        assertThat(span.events()).containsExactly("settled");
    }

    @Test
    void onlyASampledTraceIsRecordedUnlessMoreIsAskedFor() {
        put("no trace");
        put("unsampled", "traceparent", UNSAMPLED);
        put("no trace either", "traceparent", "00-garbage");

        run(receiver.uri(), 0, records -> records.toEach(record -> {}));

        assertThat(receiver.spans()).isEmpty();
    }

    @Test
    void aRatioOfOneRecordsWhatBringsNoTraceAndStillNotWhatIsUnsampled() {
        put("no trace");
        put("unsampled", "traceparent", UNSAMPLED);

        run(receiver.uri(), 1, records -> records.toEach(record -> {}));

        assertThat(only().attributes()).containsEntry("messaging.kafka.message.key", "no trace");
        assertThat(only().parent()).isEmpty();
    }

    @Test
    void eachAttemptIsASpanAndSaysWhyItFailed() {
        put("k", "traceparent", SAMPLED);
        var calls = new AtomicInteger();

        run(
                receiver.uri(),
                0,
                records -> records.toEach(record -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("no password=hunter2");
                    }
                    throw DeliveryException.poison("no such order");
                }));

        assertThat(receiver.spans())
                .extracting(SeenSpan::status, span -> span.attributes().get("error.type"), SeenSpan::events)
                .containsExactly(
                        tuple(
                                "ERROR java.lang.IllegalStateException: no password=******",
                                "java.lang.IllegalStateException",
                                List.of("retried")),
                        tuple("ERROR no such order", "poison", List.of("parked", "settled")));
        assertThat(receiver.spans())
                .extracting(span -> span.attributes().get("waybill.failure.class"))
                .containsExactly("bug", "poison");
        assertThat(receiver.spans())
                .extracting(span -> span.attributes().get("waybill.attempt"))
                .containsExactly("1", "2");
        assertThat(receiver.spans()).extracting(SeenSpan::id).doesNotHaveDuplicates();
    }

    @Test
    void aRequestCarriesTheSpanThatCausedIt() throws IOException {
        put("sampled", "traceparent", SAMPLED, "tracestate", "vendor=1", "baggage", "card=4711");
        put("unsampled", "traceparent", UNSAMPLED);
        put("none");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            handedOn.add(exchange.getRequestURI().getPath() + " " + headers.getFirst("traceparent") + " "
                    + headers.getFirst("tracestate") + " " + headers.getFirst("baggage"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        var ledger = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");

        run(
                receiver.uri(),
                0,
                records -> records.to(HttpSink.sending(record ->
                        HttpRequest.newBuilder(ledger.resolve(record.keyText())).build())));
        server.stop(0);

        assertThat(handedOn)
                .containsExactlyInAnyOrder(
                        "/sampled 00-" + TRACE + "-" + only().id() + "-01 vendor=1 null",
                        handedOn.stream()
                                .filter(line -> line.matches("/unsampled 00-" + TRACE + "-[0-9a-f]{16}-00 null null"))
                                .findFirst()
                                .orElse("an unsampled one"),
                        "/none null null null");
    }

    @Test
    void aBatchIsOneSpanThatIsLinkedToThoseOfItsRecords() {
        put("a", "traceparent", SAMPLED);
        put("b", "traceparent", UNSAMPLED);
        put("c", "traceparent", SAMPLED);

        run(receiver.uri(), 0, records -> records.batch(3, ofSeconds(5)).toEach(list -> {}));

        var byName = new HashMap<String, SeenSpan>();
        receiver.spans()
                .forEach(span ->
                        byName.put(span.attributes().getOrDefault("messaging.kafka.message.key", span.name()), span));
        assertThat(byName).containsOnlyKeys("a", "c", "process together");
        var together = requireNonNull(byName.get("process together"));
        assertThat(together.attributes()).containsEntry("messaging.batch.message_count", "3");
        assertThat(together.parent()).isEqualTo(requireNonNull(byName.get("a")).id());
        assertThat(together.links())
                .hasSize(3)
                .contains(
                        requireNonNull(byName.get("a")).id(),
                        requireNonNull(byName.get("c")).id());
    }

    @Test
    void aCollectorThatIsAwayDisturbsNoDeliveryAndIsSpokenOfOnce() throws IOException {
        for (int i = 0; i < 5_000; i++) { // more than the exporter keeps
            put("k" + i, "traceparent", SAMPLED);
        }
        var delivered = new AtomicInteger();
        var log = (Logger) LoggerFactory.getLogger("dev.waybill.telemetry");
        var said = new ListAppender<ILoggingEvent>();
        said.start();
        log.setLevel(Level.INFO); // nothing is logged before a command starts that
        log.addAppender(said);

        try {
            run(
                    nobody(),
                    0,
                    Map.of(
                            "OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED",
                            "true"), // else one export takes longer than a run's end waits
                    records -> records.toEach(record -> delivered.incrementAndGet()));
        } finally {
            log.detachAppender(said);
            log.setLevel(null);
        }

        assertThat(delivered).hasValue(5_000);
        assertThat(said.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly("traces cannot be exported and are dropped until they can; deliveries go on");
    }

    private static URI nobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
