package dev.waybill.server.console;

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
 * A pipeline that runs and answers, and whose records try to be more than text: in their keys, and in the error of the one that is
 * refused once the sink is told so.
 */
final class HostilePipeline implements AutoCloseable {
    static final String KEY = "<script>window.hacked=1</script>";
    static final String ERROR = "503 <img src=x onerror=\"window.hacked=2\"> \"'><svg onload=window.hacked=3>";

    private final MemoryTopics topics = MemoryTopics.of("orders", 1);
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthServer health;
    private final AutoCloseable announced;
    private final Pipeline pipeline;
    private final CompletableFuture<?> run;
    private volatile boolean refuses;

    private HostilePipeline(Path folder, PresenceFolder present) throws IOException {
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

    static HostilePipeline start(Path folder, PresenceFolder present) throws IOException {
        return new HostilePipeline(folder, present);
    }

    private CompletableFuture<String> deliver(KafkaRecord record) {
        return refuses && record.key() != null && record.key().length == KEY.length()
                ? CompletableFuture.failedFuture(DeliveryException.retriable(ERROR, null))
                : CompletableFuture.completedFuture("ok");
    }

    /** Refuses records with the hostile key from now on. */
    void refuse() {
        refuses = true;
    }

    void heal() {
        refuses = false;
    }

    void put(String key) {
        topics.put("orders", 0, key, "value");
    }

    long delivered() {
        return pipeline.stats().delivered();
    }

    @Override
    public void close() throws Exception {
        announced.close();
        pipeline.stop();
        run.join();
        pipeline.close();
        health.close();
        registry.close();
    }
}
