package dev.waybill.cli.batch;

import dev.waybill.batch.work.BatchWorker;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.session.Brokers;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.FailureStore;
import dev.waybill.pipeline.Pipeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The pipeline of a worker, for blocks that it parked: to the ClickHouse where its rows go. Used by one thread. */
public final class BatchAgain implements AutoCloseable {
    private final BatchWorker worker;
    private final Pipeline pipeline;

    private BatchAgain(BatchWorker worker, Pipeline pipeline) {
        this.worker = worker;
        this.pipeline = pipeline;
    }

    /** Whether a worker parks in this folder. */
    public static boolean parksIn(Path failures) {
        return KeptWorker.FILE.isIn(failures);
    }

    /**
     * Opens it as the worker was that parked in {@code failures}.
     *
     * @param parking where blocks go that fail again
     * @param drain how long the end waits for blocks that are under way
     */
    public static BatchAgain open(Session session, Path failures, FailureStore parking, Duration drain)
            throws IOException {
        var kept = KeptWorker.FILE.read(failures);
        var kafka = new Brokers(kept.brokers()).properties(session.kafka("consumer"));
        Topics.reach(kafka);
        var worker = BatchWorker.open(kafka, ClickHouseOptions.client(session, kept), new SimpleMeterRegistry());
        var blocks = worker.from(
                () -> {
                    throw new IllegalStateException("only its replay is run");
                },
                parking,
                BatchWorker.USUAL_THREADS,
                drain);
        return new BatchAgain(worker, worker.to(blocks));
    }

    /** The pipeline as it is, without a source. */
    public Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        worker.close();
    }
}
