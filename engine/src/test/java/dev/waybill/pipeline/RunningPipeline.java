package dev.waybill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.delivery.DeliveryReport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A pipeline on a thread of its own. Used by one thread. */
final class RunningPipeline implements AutoCloseable {
    private final Pipeline pipeline;
    private final CompletableFuture<DeliveryReport> report;

    private RunningPipeline(Pipeline pipeline, CompletableFuture<DeliveryReport> report) {
        this.pipeline = pipeline;
        this.report = report;
    }

    static RunningPipeline start(Pipeline pipeline) {
        var report = new CompletableFuture<DeliveryReport>();
        var thread = new Thread(
                () -> {
                    try {
                        report.complete(pipeline.run());
                    } catch (Throwable t) { // handed to whoever asks for the report
                        report.completeExceptionally(t);
                    }
                },
                "deliver");
        thread.start();
        return new RunningPipeline(pipeline, report);
    }

    boolean isRunning() {
        return !report.isDone();
    }

    /** Ends it cleanly, and returns how it ended. */
    DeliveryReport stop() throws InterruptedException {
        pipeline.stop();
        assertThat(pipeline.awaitEnd(Duration.ofSeconds(40))).isTrue();
        return report.join();
    }

    @Override
    public void close() {
        pipeline.stop();
    }
}
