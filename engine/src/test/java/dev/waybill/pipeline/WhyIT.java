package dev.waybill.pipeline;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureStore;
import dev.waybill.health.HealthServer;
import dev.waybill.heartbeat.Heartbeat;
import dev.waybill.metrics.PipelineMetrics;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.why.BrokerView;
import dev.waybill.why.PartitionWhy;
import dev.waybill.why.ProgressState;
import dev.waybill.why.Why;
import dev.waybill.why.WhyText;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A head that does not move, over a real broker, and everything that says so. */
final class WhyIT {
    private static final int FIRST = 300;
    private static final int RECORDS = 400;
    private static final Duration WEEK = Duration.ofDays(7); // what brokers keep unless told otherwise
    private static final FailureStore NOTHING_IS_PARKED = records -> {
        throw new AssertionError("parked: " + records);
    };

    @Test
    void aRecordThatIsRefusedWhileOthersArriveIsNamedUntilItArrives() throws Exception {
        var mended = new AtomicBoolean();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (var topic = new TestTopic(SharedBroker.servers());
                var brokers = BrokerView.connect(kafka(), InstantSource.system());
                var beats = new TestTopic(SharedBroker.servers())) {
            topic.send(FIRST, FIRST);
            var metrics = PipelineMetrics.in(registry).completedBy(brokers::complete);
            var content = new HealthServer.Content(
                    brokers::complete,
                    () -> {
                        metrics.refresh();
                        return registry.scrape();
                    },
                    text -> text);
            try (var server = HealthServer.open(0, content);
                    var pipeline = pipeline(topic)
                            .observedBy(metrics)
                            .observedBy(server)
                            .observedBy(new Heartbeat(beats.name, "why", ofSeconds(1), kafka()))
                            .to(record -> deliver(record, mended));
                    var running = RunningPipeline.start(pipeline)) {
                await().atMost(ofMinutes(2)).until(() -> pipeline.stats().delivered() == FIRST - 1);
                await().atMost(ofMinutes(2)).until(() -> oldest(pipeline).compareTo(ofSeconds(2)) > 0);
                topic.send(RECORDS - FIRST, RECORDS - FIRST);
                await().atMost(ofMinutes(2)).until(() -> pipeline.stats().delivered() == RECORDS - 1);
                await().atMost(ofMinutes(2))
                        .until(() -> why(pipeline).progress().state() == ProgressState.STUCK);

                assertIsNamed(brokers.complete(why(pipeline)));
                assertIsScraped(get(server, "/metrics"));
                assertThat(get(server, "/why?as=text")).contains("waits for offset 0 (key '", "done and held");
                assertOffline(brokers, topic);

                mended.set(true);
                await().atMost(ofMinutes(2)).until(topic::hasNoLag);
                assertThat(why(pipeline).progress().state()).isEqualTo(ProgressState.IDLE);
                assertThat(running.stop().stats().delivered()).isEqualTo(RECORDS);
            }
            assertThat(beats.ends().values().stream().mapToLong(n -> n).sum()).isGreaterThan(2);
        }
    }

    private static void assertIsNamed(Why why) {
        PartitionWhy worst = why.worst().orElseThrow();
        var head = worst.blocking().orElseThrow();
        assertThat(head.offset()).isZero();
        assertThat(head.key().orElseThrow()).startsWith("key-");
        assertThat(head.attempts().begun()).isGreaterThan(1);
        assertThat(head.attempts().lastClass()).contains(FailureClass.TRANSIENT);
        assertThat(worst.offsets().held()).isEqualTo(worst.offsets().end().orElseThrow() - 1);
        assertThat(worst.offsets().committed()).hasValue(0);
        assertThat(worst.retention().time()).contains(WEEK);
        assertThat(worst.retention().margin(Instant.now()).orElseThrow()).isBetween(WEEK.minusHours(1), WEEK);
        assertThat(WhyText.answer(why))
                .contains("last: transient: 503 from the sink", "retention deletes it in 6 d 23 h");
    }

    private static void assertIsScraped(String metrics) {
        assertThat(metrics)
                .contains("waybill_pipeline_state{pipeline=\"orders\",state=\"stuck\"} 1.0")
                .contains("waybill_records_total{outcome=\"delivered\",pipeline=\"orders\"} " + (RECORDS - 1) + ".0")
                .contains("waybill_retention_margin_seconds{partition=")
                .containsPattern("waybill_watermark_blocked_seconds\\{[^}]+} [1-9][0-9]+\\.")
                .containsPattern("waybill_sink_request_seconds_bucket\\{[^}]*outcome=\"transient\"");
    }

    /** The partition that blocks has committed its beginning and what is held behind it, the others all. */
    private static void assertOffline(BrokerView brokers, TestTopic topic) {
        var why = brokers.group(topic.name).orElseThrow();
        assertThat(why.progress().state()).isEqualTo(ProgressState.NOT_SEEN);
        assertThat(why.partitions())
                .hasSize(TestTopic.PARTITIONS)
                .filteredOn(p -> p.offsets().lag().orElse(0) > 0)
                .singleElement()
                .satisfies(p -> assertThat(p.offsets().held())
                        .isEqualTo(p.offsets().lag().orElseThrow() - 1));
        assertThat(WhyText.answer(why)).contains("is committed up to offset 0", "done and held");
        assertThat(brokers.group("no-such-group")).isEmpty();
    }

    @Test
    void aRecordNobodyHasLookedAtIsFoundInTheLog() throws Exception {
        try (var topic = new TestTopic(SharedBroker.servers());
                var brokers = BrokerView.connect(kafka(), InstantSource.system())) {
            topic.send(10, 1);
            var never = new CompletableFuture<Object>();
            try (var pipeline = pipeline(topic).to(record -> never);
                    var running = RunningPipeline.start(pipeline)) {
                await().atMost(ofMinutes(2)).until(() -> pipeline.stats().inFlight() > 0);
                await().atMost(ofMinutes(2)).until(() -> oldest(pipeline).compareTo(ofSeconds(1)) > 0);

                var bare = why(pipeline);
                var seen = brokers.complete(bare);

                var partition = new TopicPartition(topic.name, blocked(bare).partition());
                assertThat(blocked(bare).blocking().orElseThrow().key()).isEmpty();
                assertThat(blocked(seen).blocking().orElseThrow().key()).contains("key-0");
                assertThat(topic.committed()).containsEntry(partition, 0L);
                never.complete("done");
                assertThat(running.stop().stats().delivered()).isEqualTo(10);
            }
        }
    }

    private static PartitionWhy blocked(Why why) {
        return why.partitions().stream()
                .filter(p -> p.blocking().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static PipelineBuilder<KafkaRecord> pipeline(TestTopic topic) {
        return Pipeline.from(topic.source())
                .named("orders")
                .retrying(new RetryPolicy(1_000_000, 5, Duration.ofMillis(100), Duration.ofMillis(500)))
                .parkingIn(NOTHING_IS_PARKED);
    }

    /** Refuses the first record of partition 0. */
    private static CompletionStage<?> deliver(KafkaRecord record, AtomicBoolean mended) {
        boolean refused = record.partition() == 0 && record.offset() == 0 && !mended.get();
        return refused
                ? CompletableFuture.failedFuture(DeliveryException.retriable("503 from the sink", null))
                : CompletableFuture.completedFuture("ok");
    }

    private static Duration oldest(Pipeline pipeline) throws Exception {
        return blocked(why(pipeline)).blocking().orElseThrow().age();
    }

    private static Why why(Pipeline pipeline) throws Exception {
        return pipeline.why().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static String get(HealthServer server, String path) throws Exception {
        var request = HttpRequest.newBuilder(server.uri().resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", SharedBroker.servers());
    }
}
