package dev.waybill.metrics;

import static java.util.Objects.requireNonNull;

import dev.waybill.source.CommitFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InvalidCommitOffsetSizeException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.jspecify.annotations.Nullable;

/** How commits and rebalances go, and what the log lost. Thread-safe; all meters exist from the start. */
final class SourceMeters {
    /** How partitions come and go. */
    enum Kind {
        ASSIGNED,
        REVOKED,
        LOST
    }

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer commits;
    private final Map<CommitFailure, Counter> refused = new EnumMap<>(CommitFailure.class);
    private final Counter tooLarge;
    private final Map<Kind, Counter> rebalances = new EnumMap<>(Kind.class);
    private final Map<Kind, Timer> rebalanceTimes = new EnumMap<>(Kind.class);
    private final Counter lostRecords;

    SourceMeters(MeterRegistry registry, String pipeline) {
        this.registry = registry;
        this.tags = Tags.of("pipeline", pipeline);
        commits = timer("waybill.commit", "From the start of a commit until it was kept.", Tags.empty());
        for (var failure : CommitFailure.values()) {
            refused.put(failure, failures(code(failure)));
        }
        tooLarge = failures("too_large");
        for (var kind : Kind.values()) {
            var tag = Tags.of("kind", code(kind));
            rebalances.put(kind, counter("waybill.rebalances", "Rebalances that changed what is read here.", tag));
            rebalanceTimes.put(
                    kind, timer("waybill.rebalance", "How long the loop took to let go, or to take over.", tag));
        }
        lostRecords = counter(
                "waybill.offset.loss.records",
                "Records that were deleted from the log before they were read.",
                Tags.empty());
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Counter failures(String reason) {
        return counter("waybill.commit.failures", "Commits that were not kept.", Tags.of("reason", reason));
    }

    private Counter counter(String name, String meaning, Tags more) {
        return Counter.builder(name).description(meaning).tags(tags).tags(more).register(registry);
    }

    private Timer timer(String name, String meaning, Tags more) {
        return Timer.builder(name)
                .description(meaning)
                .tags(tags)
                .tags(more)
                .serviceLevelObjectives(Buckets.bounds())
                .register(registry);
    }

    long start() {
        return registry.config().clock().monotonicTime();
    }

    /** A commit ended; {@code problem} is why nothing was kept. */
    void committed(long start, @Nullable Exception problem) {
        if (problem == null) {
            commits.record(start() - start, TimeUnit.NANOSECONDS);
        } else if (problem instanceof OffsetMetadataTooLarge || problem instanceof InvalidCommitOffsetSizeException) {
            tooLarge.increment();
        } else {
            requireNonNull(refused.get(CommitFailure.of(problem))).increment();
        }
    }

    void rebalanced(Kind kind, long start) {
        requireNonNull(rebalances.get(kind)).increment();
        requireNonNull(rebalanceTimes.get(kind)).record(start() - start, TimeUnit.NANOSECONDS);
    }

    void lost(long records) {
        lostRecords.increment((double) records);
    }
}
