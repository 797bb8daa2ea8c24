package dev.waybill.docs;

import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.metrics.PipelineMetrics;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.MemoryTopics;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A pipeline named {@code p} that reads four records, the first of which is never delivered. */
final class StuckPipeline implements AutoCloseable {
    private final Pipeline pipeline;
    private final CompletableFuture<?> run;

    private StuckPipeline(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.run = CompletableFuture.supplyAsync(pipeline::run, task -> new Thread(task, "deliver").start());
    }

    static StuckPipeline start(Path failures, PipelineMetrics metrics) {
        var topics = MemoryTopics.of("orders", 1);
        for (int i = 0; i < 4; i++) {
            topics.put("orders", 0, "key-" + i, "value");
        }
        var stuck = new StuckPipeline(Pipeline.from(topics)
                .named("p")
                .parkingIn(new FileFailureStore(failures))
                .observedBy(metrics)
                .<KafkaRecord>map(record -> record)
                .to(record -> record.offset() == 0
                        ? CompletableFuture.failedFuture(DeliveryException.retriable("503", null))
                        : CompletableFuture.completedFuture("ok")));
        await().atMost(ofMinutes(2)).until(() -> stuck.pipeline.stats().delivered() == 3);
        return stuck;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        pipeline.stop();
        run.join();
        pipeline.close();
    }
}
