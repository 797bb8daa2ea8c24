package dev.waybill.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.health.HealthServer;
import dev.waybill.metrics.PipelineMetrics;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.record.KafkaRecord;
import dev.waybill.server.presence.PresenceFolder;
import dev.waybill.server.presence.ThisProcess;
import dev.waybill.testkit.MemoryTopics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A pipeline that runs and answers: some calm records, then one that tries to be more than text, in its key and in the error with which
 * it is refused, then another. The sink takes its time over the last two until it is told what to do.
 */
final class HostilePipeline {
    static final String KEY = "<script>window.hacked=1</script>";
    private static final String OTHER = "other";
    static final String ERROR = "503 <img src=x onerror=\"window.hacked=2\"> \"'><svg onload=window.hacked=3>";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthServer health;
    private final AutoCloseable announced;
    private final Pipeline pipeline;
    private final CompletableFuture<?> run;
    private final CompletableFuture<String> told = new CompletableFuture<>();
    private volatile boolean refuses;

    private HostilePipeline(Path folder, PresenceFolder present, int calm) throws IOException {
        var topics = MemoryTopics.of("orders", 1);
        for (int i = 0; i < calm; i++) {
            topics.put("orders", 0, "calm-" + i, "value");
        }
        topics.put("orders", 0, KEY, "value");
        topics.put("orders", 0, OTHER, "value");
        var metrics = PipelineMetrics.in(registry);
        health = HealthServer.open(
                0,
                new HealthServer.Content(
                        why -> why,
                        () -> {
                            metrics.refresh();
                            return registry.scrape();
                        },
                        text -> text));
        announced = present.announce(ThisProcess.at(
                health.uri(), "orders", Optional.of("ledger"), "streams", Optional.empty(), text -> text));
        pipeline = Pipeline.from(topics)
                .named("orders")
                .parkingIn(new FileFailureStore(folder.resolve("failures")))
                .observedBy(metrics)
                .observedBy(health)
                .<KafkaRecord>map(record -> record)
                .to(this::deliver);
        run = CompletableFuture.supplyAsync(pipeline::run, task -> new Thread(task, "deliver").start());
    }

    static HostilePipeline start(Path folder, PresenceFolder present, int calm) throws IOException {
        return new HostilePipeline(folder, present, calm);
    }

    private CompletableFuture<String> deliver(KafkaRecord record) {
        var key = new String(requireNonNull(record.key()), UTF_8);
        if (key.startsWith("calm")) {
            return CompletableFuture.completedFuture("ok");
        }
        return told.thenCompose(ok -> refuses && key.equals(KEY)
                ? CompletableFuture.failedFuture(DeliveryException.retriable(ERROR, null))
                : CompletableFuture.completedFuture(ok));
    }

    /** Takes the other, and refuses the hostile one from now on. */
    void refuse() {
        refuses = true;
        told.complete("ok");
    }

    /** Takes both. */
    void heal() {
        refuses = false;
        told.complete("ok");
    }

    long delivered() {
        return pipeline.stats().delivered();
    }

    void close() throws Exception {
        announced.close();
        heal();
        pipeline.stop();
        run.join();
        pipeline.close();
        health.close();
        registry.close();
    }
}
