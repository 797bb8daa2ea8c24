package dev.waybill.bench.contender;

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

/** Waybill, with its defaults but for what the job says; failures go to files, as they do by default. */
final class WaybillPipeline implements Contender {
    private final String name;
    private final Ordering ordering;

    WaybillPipeline(String name, Ordering ordering) {
        this.name = name;
        this.ordering = ordering;
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
        var pipeline = end(builder, job.handler());
        var loop = OwnThread.running("loop-bench", isStopped -> pipeline.run());
        return () -> {
            pipeline.stop();
            loop.close();
        };
    }

    private static Pipeline end(PipelineBuilder<KafkaRecord> builder, Handler handler) {
        return handler.isImmediate()
                ? builder.toEach(r -> handler.run(r.key(), r.partition(), r.offset()))
                : builder.to(r -> handler.start(r.key(), r.partition(), r.offset()));
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
