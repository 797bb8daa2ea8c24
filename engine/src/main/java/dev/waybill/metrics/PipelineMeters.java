package dev.waybill.metrics;

import dev.waybill.delivery.DeliveryStats;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.retry.Breaker;
import dev.waybill.why.ProgressState;
import dev.waybill.why.SinkBreaker;
import dev.waybill.why.Why;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The meters of a running pipeline and of its partitions. Thread-safe; removes all of them when it is closed. */
final class PipelineMeters implements AutoCloseable {
    private final MeterRegistry registry;
    private final Pipeline pipeline;
    private final LatestWhy latest;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private final PartitionMeters partitions;

    PipelineMeters(MeterRegistry registry, Pipeline pipeline, LatestWhy latest) {
        this.registry = registry;
        this.pipeline = pipeline;
        this.latest = latest;
        this.tags = Tags.of("pipeline", pipeline.name());
        this.partitions = new PartitionMeters(registry, pipeline.name());
        registerCounts();
        registerGauges();
        registerOpenings();
    }

    private void registerCounts() {
        outcome("delivered", DeliveryStats::delivered);
        outcome("filtered", DeliveryStats::filtered);
        outcome("parked", DeliveryStats::parked);
        outcome("late", DeliveryStats::late);
        outcome("redelivered", DeliveryStats::redelivered);
        outcome("skipped", DeliveryStats::skipped);
        count("waybill.records.read", "Records handed over by the source.", DeliveryStats::read);
        count(
                "waybill.attempts.failed",
                "Deliveries that failed, those tried again included.",
                s -> s.failedAttempts());
    }

    private void outcome(String outcome, ToLongFunction<DeliveryStats> value) {
        meters.add(FunctionCounter.builder("waybill.records", pipeline, p -> value.applyAsLong(p.stats()))
                .description("Records done with, by how.")
                .tags(tags)
                .tag("outcome", outcome)
                .register(registry));
    }

    private void count(String name, String meaning, ToLongFunction<DeliveryStats> value) {
        meters.add(FunctionCounter.builder(name, pipeline, p -> value.applyAsLong(p.stats()))
                .description(meaning)
                .tags(tags)
                .register(registry));
    }

    private void registerGauges() {
        meters.add(statGauge("waybill.unfinished.records", "Records read and not settled.", DeliveryStats::buffered));
        meters.add(statGauge("waybill.inflight.records", "Deliveries under way.", DeliveryStats::inFlight));
        meters.add(gauge(
                "waybill.unfinished.bytes",
                "Keys and values of records read and not settled.",
                why -> why.load().unfinishedBytes()));
        meters.add(gauge(
                "waybill.inflight.bytes",
                "Keys and values of records whose delivery is under way.",
                why -> why.load().inFlightBytes()));
        waiting("turn", why -> why.load().waiting().turn());
        waiting("retry", why -> why.load().waiting().retry());
        waiting("parking", why -> why.load().waiting().parking());
        waiting("gather", why -> why.load().waiting().gather());
        meters.add(gauge("waybill.kill.repeats.records", "What a kill now would deliver again.", Why::repeatsIfKilled));
        for (var state : ProgressState.values()) {
            if (state != ProgressState.NOT_SEEN) {
                meters.add(Gauge.builder("waybill.pipeline.state", this, m -> m.isIn(state))
                        .description("1 for the state the pipeline is in, 0 for the others.")
                        .tags(tags)
                        .tag("state", state.code())
                        .register(registry));
            }
        }
        for (var state : Breaker.State.values()) {
            meters.add(Gauge.builder("waybill.sink.breaker.state", this, m -> m.isIn(state))
                    .description("1 for the state the sink's breaker is in, 0 for the others.")
                    .tags(tags)
                    .tag("state", SinkBreaker.code(state))
                    .register(registry));
        }
        meters.add(Gauge.builder("waybill.tick.age.seconds", pipeline, PipelineMeters::tickAge)
                .description("Since the loop's last tick.")
                .tags(tags)
                .register(registry));
    }

    private Meter statGauge(String name, String meaning, ToDoubleFunction<DeliveryStats> value) {
        return Gauge.builder(name, pipeline, p -> value.applyAsDouble(p.stats()))
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    private void waiting(String state, ToDoubleFunction<Why> value) {
        meters.add(Gauge.builder("waybill.waiting.records", this, m -> m.value(value))
                .description("Records read and neither settled nor with a worker, by what they wait for.")
                .tags(tags)
                .tag("state", state)
                .register(registry));
    }

    private Meter gauge(String name, String meaning, ToDoubleFunction<Why> value) {
        return Gauge.builder(name, this, m -> m.value(value))
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    private void registerOpenings() {
        meters.add(FunctionCounter.builder(
                        "waybill.sink.breaker.opens",
                        this,
                        m -> m.value(why -> why.breaker().opened()))
                .description("How often the sink became unavailable.")
                .tags(tags)
                .register(registry));
    }

    private static double tickAge(Pipeline pipeline) {
        return pipeline.sinceSignOfLife().map(d -> d.toMillis() / 1000.0).orElse(Double.NaN);
    }

    private double isIn(ProgressState state) {
        return value(why -> why.progress().state() == state ? 1 : 0);
    }

    private double isIn(Breaker.State state) {
        return value(why -> why.breaker().state() == state ? 1 : 0);
    }

    private double value(ToDoubleFunction<Why> of) {
        var why = latest.get();
        if (why == null) {
            return 0;
        }
        partitions.show(why);
        return of.applyAsDouble(why);
    }

    void refresh() {
        var why = latest.takeNow();
        if (why != null) {
            partitions.show(why);
        }
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        partitions.close();
    }
}
