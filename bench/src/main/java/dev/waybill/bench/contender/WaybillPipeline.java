package dev.waybill.bench.contender;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.KafkaSource;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Waybill, with its defaults but for what the job says; failures go to files, as they do by default. */
final class WaybillPipeline implements Contender {
    private static final int BATCH = 500;

    private final String name;
    private final Ordering ordering;
    private final BiFunction<PipelineBuilder<KafkaRecord>, Handler, Pipeline> end;

    private WaybillPipeline(
            String name, Ordering ordering, BiFunction<PipelineBuilder<KafkaRecord>, Handler, Pipeline> end) {
        this.name = name;
        this.ordering = ordering;
        this.end = end;
    }

    static Contender ordered(String name, Ordering ordering) {
        return new WaybillPipeline(name, ordering, WaybillPipeline::eachToHandler);
    }

    /** Hands over batches in no order; handling one takes as long as its records do, one after another. */
    static Contender inBatches(String name) {
        return new WaybillPipeline(name, Ordering.none(), WaybillPipeline::batchesToHandler);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean keepsKeyOrder() {
        return !ordering.equals(Ordering.none());
    }

    @Override
    public RuntimeException mayPass() {
        return DeliveryException.retriable("refused for now", null);
    }

    @Override
    public Running start(Job job) {
        var source = KafkaSource.topic(job.topic()).properties(job.settings());
        var builder = Pipeline.from(source)
                .named("bench")
                .ordered(ordering)
                .within(limits(job.inFlightOr(Limits.DEFAULT.inFlight())))
                .parkingIn(
                        new FileFailureStore(Path.of(System.getProperty("java.io.tmpdir"), "waybill-bench-failures")));
        var pipeline = end.apply(builder, job.handler());
        var loop = OwnThread.running("loop-bench", isStopped -> pipeline.run());
        return () -> {
            pipeline.stop();
            loop.close();
        };
    }

    private static Pipeline eachToHandler(PipelineBuilder<KafkaRecord> builder, Handler handler) {
        return handler.isImmediate()
                ? builder.toEach(r -> handler.run(r.key(), r.partition(), r.offset()))
                : builder.to(r -> handler.start(r.key(), r.partition(), r.offset()));
    }

    private static Pipeline batchesToHandler(PipelineBuilder<KafkaRecord> builder, Handler handler) {
        return builder.batch(BATCH, ofMillis(100)).toEach(batch -> {
            for (var r : batch) {
                handler.run(r.key(), r.partition(), r.offset());
            }
        });
    }

    /** Room for as much again as is in flight to wait behind it, and for a head that stays for a while. */
    private static Limits limits(int inFlight) {
        var limits = Limits.DEFAULT;
        return limits.withBuffered(Math.max(limits.buffered(), 3 * inFlight))
                .withInFlight(inFlight)
                .withSpan(2_000_000)
                .withDrain(ofSeconds(5));
    }
}
