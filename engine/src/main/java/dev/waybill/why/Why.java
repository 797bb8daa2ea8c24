package dev.waybill.why;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The state of a pipeline at one moment, and what each of its partitions waits for.
 *
 * @param oldest of the records that are under way, gathered, or failed and wait: a bounded number, the oldest first
 */
public record Why(
        String pipeline,
        Instant at,
        Progress progress,
        Load load,
        Totals totals,
        SinkBreaker breaker,
        List<PartitionWhy> partitions,
        List<Underway> oldest) {
    public Why {
        partitions = List.copyOf(partitions);
        oldest = List.copyOf(oldest);
    }

    /** Of a pipeline that holds nothing: before its run, and after. */
    public static Why empty(String pipeline, Instant at, ProgressState state) {
        return new Why(
                pipeline, at, new Progress(state, at), Load.NONE, Totals.NONE, SinkBreaker.NONE, List.of(), List.of());
    }

    /** What a kill now would deliver again. */
    public long repeatsIfKilled() {
        return partitions.stream().mapToLong(PartitionWhy::repeatsIfKilled).sum();
    }

    /** The partition that is in the worst state in which a record blocks it, for the longest time. */
    public Optional<PartitionWhy> worst() {
        return partitions.stream()
                .filter(p -> p.progress().state().isBlocked() && p.blocking().isPresent())
                .min(Comparator.comparing((PartitionWhy p) -> p.progress().state())
                        .reversed()
                        .thenComparing(p -> p.progress().since()));
    }

    Why with(List<PartitionWhy> seen) {
        return new Why(pipeline, at, progress, load, totals, breaker, seen, oldest);
    }
}
