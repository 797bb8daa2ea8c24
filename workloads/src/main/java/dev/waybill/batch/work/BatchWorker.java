package dev.waybill.batch.work;

import dev.waybill.batch.block.BlockTopic;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.DataRows;
import dev.waybill.batch.store.RejectedRows;
import dev.waybill.batch.store.Tables;
import dev.waybill.batch.work.BlockWork.Stores;
import dev.waybill.delivery.Limits;
import dev.waybill.failure.FailureStore;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.KafkaSource;
import dev.waybill.source.SourceFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * A worker: the pipeline from {@value BlockTopic#NAME} to ClickHouse, but its run. Any number of them share the work.
 *
 * <p>Close it after the pipeline has ended. Thread-safe.
 */
public final class BatchWorker implements AutoCloseable {
    public static final String NAME = "batch";
    public static final String GROUP = "batch-worker";

    /** On two processors: while two blocks are checked or inserted, a third waits for an answer. */
    public static final int USUAL_THREADS = 3;

    private static final Duration CATCH_UP = Duration.ofMinutes(1);
    private static final int BUFFERED = 64;
    private static final long BUFFERED_BYTES = 48L << 20;
    private static final int FETCHED_BYTES = 16 << 20;
    private static final int SPAN = 10_000;
    private static final Duration COMMIT = Duration.ofMillis(250);

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final ClickHouse clickHouse;
    private final WorkerMeters meters;

    private BatchWorker(Ledger ledger, LedgerWriter writer, ClickHouse clickHouse, WorkerMeters meters) {
        this.ledger = ledger;
        this.writer = writer;
        this.clickHouse = clickHouse;
        this.meters = meters;
    }

    /**
     * Returns when the ledger is read to its end.
     *
     * @param kafka client properties
     */
    public static BatchWorker open(Map<String, String> kafka, ClickHouse clickHouse, MeterRegistry registry) {
        var worker = new BatchWorker(
                Ledger.follow(kafka), LedgerWriter.connect(kafka), clickHouse, new WorkerMeters(registry));
        try {
            worker.ledger.catchUp(CATCH_UP);
            return worker;
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /** A source of blocks that belongs to the group of all workers. */
    public static KafkaSource source(Map<String, String> kafka) {
        var roomy = new HashMap<>(kafka);
        roomy.putIfAbsent("receive.buffer.bytes", "-1"); // as the system sees fit: blocks are large
        roomy.putIfAbsent("max.partition.fetch.bytes", Integer.toString(BlockTopic.LARGEST_RECORD));
        roomy.putIfAbsent("fetch.max.bytes", Integer.toString(FETCHED_BYTES));
        return KafkaSource.topic(BlockTopic.NAME).properties(roomy).group(GROUP);
    }

    /**
     * The pipeline, without its sink.
     *
     * @param failures where blocks go that cannot be checked
     * @param threads blocks that are done at once
     */
    public PipelineBuilder<KafkaRecord> from(SourceFactory source, FailureStore failures, int threads, Duration drain) {
        return Pipeline.from(source)
                .named(NAME)
                .within(new Limits(threads, BUFFERED, BUFFERED_BYTES, SPAN, COMMIT, drain))
                .workers(threads)
                .parkingIn(new ParkedBlocks(failures, writer, meters, InstantSource.system()));
    }

    /** The pipeline with its sink. */
    public Pipeline to(PipelineBuilder<KafkaRecord> records) {
        var tables = new Tables(clickHouse);
        var stores = new Stores(new PreparedModels(tables), new DataRows(clickHouse), new RejectedRows(clickHouse));
        return records.toEach(new BlockWork(ledger, writer, stores, meters, InstantSource.system()));
    }

    @Override
    public void close() {
        ledger.close();
        writer.close();
    }
}
