package dev.waybill.cli.batch;

import static java.time.Duration.ofSeconds;

import dev.waybill.batch.BatchTopics;
import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.upload.Keeping;
import dev.waybill.batch.work.BatchWorker;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.server.access.Access;
import dev.waybill.server.batch.ApiSettings;
import dev.waybill.server.batch.BatchApi;
import dev.waybill.server.batch.UploadLimits;
import dev.waybill.server.http.DoorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An API and a worker in this process, beside the local stack. Thread-safe: may be closed from a shutdown hook.
 *
 * <p>The worker's figures are on the API's {@code /metrics}.
 */
public final class BatchServices implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BatchServices.class);
    private static final Duration DRAIN = ofSeconds(2);

    private final BatchApi api;
    private final BatchWorker worker;
    private final Pipeline pipeline;

    private BatchServices(BatchApi api, BatchWorker worker, Pipeline pipeline) {
        this.api = api;
        this.worker = worker;
        this.pipeline = pipeline;
    }

    /**
     * Returns when the API answers and the worker reads.
     *
     * @param brokers {@code host:port}
     * @param door where the API listens
     * @param access who may ask it
     * @param folder for uploads and for what cannot be done
     * @throws IOException if the port or the folder is taken
     */
    public static BatchServices start(String brokers, URI clickHouse, DoorSettings door, Access access, Path folder)
            throws IOException {
        var kafka = Map.of("bootstrap.servers", brokers, "group.id", BatchWorker.GROUP);
        BatchTopics.ensure(kafka);
        var store = new ClickHouse(ClickHouseSettings.of(clickHouse));
        var settings = new ApiSettings(door, folder.resolve("spool"), UploadLimits.USUAL, Keeping.USUAL);
        var api = BatchApi.start(settings, access, kafka, store);
        try {
            var worker = BatchWorker.open(kafka, store, api.registry());
            Path parked = folder.resolve("failures");
            KeptWorker.FILE.keep(new KeptWorker(brokers, clickHouse.toString(), "default"), parked);
            var failures = new FileFailureStore(parked);
            var pipeline =
                    worker.to(worker.from(BatchWorker.source(kafka), failures, BatchWorker.USUAL_THREADS, DRAIN));
            var services = new BatchServices(api, worker, pipeline);
            var thread = new Thread(services::work, "batch-worker");
            thread.setDaemon(true);
            thread.start();
            return services;
        } catch (IOException | RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private void work() {
        try {
            pipeline.run()
                    .stoppedBy()
                    .ifPresent(failure -> log.atError()
                            .addKeyValue("error", failure.reason())
                            .log("the batch worker has stopped; jobs wait"));
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("the batch worker has stopped; jobs wait");
        }
    }

    public BatchApi api() {
        return api;
    }

    /** Where the API is. */
    public URI uri() {
        return api.uri();
    }

    @Override
    public void close() {
        pipeline.stop();
        try {
            pipeline.awaitEnd(DRAIN.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        api.close();
        worker.close();
    }
}
