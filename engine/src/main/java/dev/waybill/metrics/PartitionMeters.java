package dev.waybill.metrics;

import dev.waybill.why.PartitionWhy;
import dev.waybill.why.Why;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The gauges of the partitions that are read here now. Thread-safe. */
final class PartitionMeters implements AutoCloseable {
    private record Shown(MultiGauge gauge, BiFunction<PartitionWhy, Instant, OptionalDouble> value) {}

    private final MeterRegistry registry;
    private final String pipeline;
    private final List<Shown> gauges = new ArrayList<>();
    private @Nullable Instant shownAt;

    PartitionMeters(MeterRegistry registry, String pipeline) {
        this.registry = registry;
        this.pipeline = pipeline;
        add(
                "waybill.oldest.unfinished.seconds",
                "Since the record at the head was read.",
                (p, at) -> OptionalDouble.of(
                        p.blocking().map(b -> seconds(b.age())).orElse(0.0)));
        add(
                "waybill.watermark.blocked.seconds",
                "Since the head stands still although there is work.",
                (p, at) -> OptionalDouble.of(
                        p.blocking().isEmpty()
                                ? 0
                                : seconds(Duration.between(p.progress().since(), at))));
        add(
                "waybill.held.records",
                "Settled above the head, not yet committable.",
                (p, at) -> OptionalDouble.of((double) p.offsets().held()));
        add(
                "waybill.span.records",
                "Offsets read from the head on.",
                (p, at) -> OptionalDouble.of((double) p.offsets().span()));
        add("waybill.lag.records", "Offsets of the log from the head on.", PartitionMeters::lag);
        add(
                "waybill.retention.margin.seconds",
                "Until retention may delete the record at the head.",
                (p, at) -> p.retention()
                        .margin(at)
                        .map(m -> OptionalDouble.of(seconds(m)))
                        .orElse(OptionalDouble.empty()));
    }

    private void add(String name, String meaning, BiFunction<PartitionWhy, Instant, OptionalDouble> value) {
        gauges.add(new Shown(MultiGauge.builder(name).description(meaning).register(registry), value));
    }

    /** Lag below the start of the log is no lag: nothing is there. */
    private static OptionalDouble lag(PartitionWhy partition, Instant at) {
        var lag = partition.offsets().lag();
        return lag.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) Math.max(
                        0,
                        lag.getAsLong()
                                - partition.retention().lost(partition.offsets().head())));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Shows {@code why}; partitions that went since the last one are gone. */
    synchronized void show(Why why) {
        if (why.at().equals(shownAt)) {
            return;
        }
        shownAt = why.at();
        for (var gauge : gauges) {
            gauge.gauge().register(rows(why, gauge), true);
        }
    }

    private List<MultiGauge.Row<?>> rows(Why why, Shown gauge) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var partition : why.partitions()) {
            var value = gauge.value().apply(partition, why.at());
            if (value.isPresent()) {
                rows.add(MultiGauge.Row.of(tags(partition), value.getAsDouble()));
            }
        }
        return rows;
    }

    private Tags tags(PartitionWhy partition) {
        return Tags.of(
                "pipeline", pipeline, "topic", partition.topic(), "partition", Integer.toString(partition.partition()));
    }

    @Override
    public synchronized void close() {
        gauges.forEach(gauge -> gauge.gauge().register(List.of(), true));
    }
}
