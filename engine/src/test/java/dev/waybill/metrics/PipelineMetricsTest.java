package dev.waybill.metrics;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pipeline.Orders;
import dev.waybill.pipeline.Pipeline;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PipelineMetricsTest {
    private static final Set<String> LABELS = Set.of(
            "pipeline",
            "topic",
            "partition",
            "sink",
            "outcome",
            "class",
            "stage",
            "worker",
            "state",
            "kind",
            "reason",
            "le");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PipelineMetrics metrics = PipelineMetrics.in(registry);

    @Test
    void aScrapeShowsTheHeadThatBlocks() throws Exception {
        try (var pipeline = stuckAtThree()) {
            var run = run(pipeline);
            assertThat(run).isNotDone();
            await().atMost(ofMinutes(2)).until(() -> pipeline.stats().delivered() == 9);
            var text = scrape();

            assertThat(text)
                    .contains("waybill_records_total{outcome=\"delivered\",pipeline=\"p\"} 9.0")
                    .contains("waybill_records_total{outcome=\"redelivered\",pipeline=\"p\"} 0.0")
                    .contains("waybill_unfinished_records{pipeline=\"p\"} 1.0")
                    .containsPattern("waybill_inflight_bytes\\{pipeline=\"p\"} [0-9]")
                    .contains("waybill_held_records{partition=\"0\",pipeline=\"p\",topic=\"orders\"} 6.0")
                    .contains("waybill_lag_records{partition=\"0\",pipeline=\"p\",topic=\"orders\"} 7.0")
                    .contains("waybill_pipeline_state{pipeline=\"p\",state=\"moving\"} 1.0")
                    .contains("waybill_sink_breaker_state{pipeline=\"p\",state=\"closed\"} 1.0")
                    .contains("waybill_sink_breaker_opens_total{pipeline=\"p\"} 0.0")
                    .contains("waybill_sink_request_seconds_count{outcome=\"delivered\",pipeline=\"p\"} 9")
                    .contains("waybill_rebalances_total{kind=\"assigned\",pipeline=\"p\"} 1.0")
                    .contains("waybill_rebalance_seconds_bucket{kind=\"assigned\",pipeline=\"p\",le=\"60.0\"} 1")
                    .containsPattern("waybill_commit_seconds_bucket\\{pipeline=\"p\",le=\"60.0\"} [1-9]")
                    .contains("waybill_oldest_unfinished_seconds{")
                    .contains("waybill_watermark_blocked_seconds{")
                    .contains("waybill_retries_total{class=\"transient\",pipeline=\"p\"}");
        }
    }

    @Test
    void aSnapshotTakenDuringAScrapeHidesNoPartition() throws Exception {
        try (var pipeline = stuckAtThree()) {
            var run = run(pipeline);
            assertThat(run).isNotDone();
            await().atMost(ofMinutes(2)).until(() -> pipeline.stats().delivered() == 9);
            assertThat(scrape()).contains("waybill_held_records{");
            var head = registry.get("waybill.held.records").gauge();

            metrics.refresh();

            assertThat(registry.get("waybill.held.records").gauge()).isSameAs(head);
        }
    }

    @Test
    void noLabelCanGrowWithoutBound() throws Exception {
        try (var pipeline = stuckAtThree()) {
            var run = run(pipeline);
            assertThat(run).isNotDone();
            await().atMost(ofMinutes(2)).until(() -> pipeline.stats().delivered() == 9);

            var labels = new TreeSet<String>();
            var matcher = Pattern.compile("[{,]([a-z]+)=\"").matcher(scrape());
            while (matcher.find()) {
                labels.add(matcher.group(1));
            }

            assertThat(labels).isNotEmpty().isSubsetOf(LABELS);
            assertThat(scrape().lines().filter(l -> !l.startsWith("#")).count()).isBetween(50L, 400L);
        }
    }

    @Test
    void whenTheRunIsOverItsGaugesAreGone() throws Exception {
        try (var pipeline = stuckAtThree()) {
            var run = run(pipeline);
            await().atMost(ofMinutes(2)).until(() -> pipeline.stats().delivered() == 9);
            assertThat(scrape()).contains("waybill_held_records{");

            pipeline.stop();
            run.join();

            assertThat(registry.scrape()).doesNotContain("waybill_held_records{", "waybill_unfinished_records{");
        }
    }

    private String scrape() {
        metrics.refresh();
        return registry.scrape();
    }

    private Pipeline stuckAtThree() {
        return Pipeline.from(Orders.of(10))
                .named("p")
                .observedBy(metrics)
                .to(record -> record.offset() == 3
                        ? CompletableFuture.failedFuture(DeliveryException.retriable("503", null))
                        : CompletableFuture.completedFuture("ok"));
    }

    private static CompletableFuture<?> run(Pipeline pipeline) {
        var run = CompletableFuture.supplyAsync(pipeline::run, task -> new Thread(task, "deliver").start());
        await().atMost(Duration.ofMinutes(2))
                .until(() -> pipeline.sinceSignOfLife().isPresent());
        return run;
    }
}
