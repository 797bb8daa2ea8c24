package dev.waybill.metrics;

import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a replay has done so far: a counter {@code waybill_replay_records_total} until this is closed. Thread-safe. */
public final class ReplayMetrics implements AutoCloseable {
    private final MeterRegistry registry;
    private final List<Meter> meters;

    private ReplayMetrics(MeterRegistry registry, List<Meter> meters) {
        this.registry = registry;
        this.meters = meters;
    }

    /**
     * Counts what {@code job} does, before, while and after it runs.
     *
     * @param pipeline the name of the pipeline that parked the records
     */
    public static ReplayMetrics of(ReplayJob job, String pipeline, MeterRegistry registry) {
        return new ReplayMetrics(
                registry,
                List.of(
                        counter(job, pipeline, "arrived", p -> p.settled() - p.failedAgain(), registry),
                        counter(job, pipeline, "parked_again", ReplayProgress::failedAgain, registry)));
    }

    private static Meter counter(
            ReplayJob job,
            String pipeline,
            String result,
            ToLongFunction<ReplayProgress> value,
            MeterRegistry registry) {
        return FunctionCounter.builder("waybill.replay.records", job, j -> value.applyAsLong(j.progress()))
                .description("Parked records that were run again, by what became of them.")
                .tag("pipeline", pipeline)
                .tag("result", result)
                .register(registry);
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}
