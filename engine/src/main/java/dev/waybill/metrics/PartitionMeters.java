package dev.waybill.metrics;

import dev.waybill.why.PartitionWhy;
import dev.waybill.why.Why;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/**
 * The gauges of the partitions that are read here now. A gauge is registered when its partition comes and removed when it
 * goes, never in between: a scrape under way would miss it. Thread-safe.
 */
final class PartitionMeters implements AutoCloseable {
    private record Place(String topic, int partition) {}

    private record Shown(
            String name,
            String meaning,
            BiFunction<PartitionWhy, Instant, OptionalDouble> value,
            Map<Place, Gauge> registered) {}

    private record Seen(Instant at, Map<Place, PartitionWhy> partitions) {
        static final Seen NOTHING = new Seen(Instant.EPOCH, Map.of());

        double value(Place place, BiFunction<PartitionWhy, Instant, OptionalDouble> of) {
            var partition = partitions.get(place);
            return partition == null ? Double.NaN : of.apply(partition, at).orElse(Double.NaN);
        }
    }

    private final MeterRegistry registry;
    private final String pipeline;
    private final List<Shown> gauges = new ArrayList<>();
    private volatile Seen seen = Seen.NOTHING;

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
        gauges.add(new Shown(name, meaning, value, new HashMap<>()));
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
        if (why.at().equals(seen.at())) {
            return;
        }
        var partitions = new HashMap<Place, PartitionWhy>();
        why.partitions().forEach(p -> partitions.put(new Place(p.topic(), p.partition()), p));
        seen = new Seen(why.at(), partitions);
        gauges.forEach(this::comeAndGo);
    }

    private void comeAndGo(Shown gauge) {
        var known = new HashSet<>(seen.partitions().keySet());
        known.removeIf(place -> Double.isNaN(seen.value(place, gauge.value())));
        gauge.registered().entrySet().removeIf(entry -> {
            boolean isGone = !known.contains(entry.getKey());
            if (isGone) {
                registry.remove(entry.getValue());
            }
            return isGone;
        });
        known.forEach(place -> gauge.registered().computeIfAbsent(place, p -> register(gauge, p)));
    }

    private Gauge register(Shown gauge, Place place) {
        return Gauge.builder(gauge.name(), this, m -> m.seen.value(place, gauge.value()))
                .description(gauge.meaning())
                .tags("pipeline", pipeline, "topic", place.topic(), "partition", Integer.toString(place.partition()))
                .register(registry);
    }

    @Override
    public synchronized void close() {
        seen = Seen.NOTHING;
        gauges.forEach(this::comeAndGo);
    }
}
