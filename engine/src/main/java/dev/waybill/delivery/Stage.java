package dev.waybill.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** One step of a pipeline as the loop runs it. Values are untyped here; the pipeline's builder keeps the types. */
public sealed interface Stage {
    /** What a step returns instead of a value to end the pipeline for its record, on purpose. */
    Object FILTERED = new Object() {
        @Override
        public String toString() {
            return "FILTERED";
        }
    };

    /** A step that has its result when it returns. Runs on a worker. */
    record Now(Function<Object, Object> step) implements Stage {}

    /** A step that has its result later. Started on a worker. */
    record Later(Function<Object, CompletionStage<?>> step) implements Stage {}

    /** A step that makes any number of values of one; each goes on by itself. Runs on a worker. */
    record Each(Function<Object, Iterable<?>> step) implements Stage {}

    /** The end of a chain of steps: the value goes on in each of these. */
    record Branches(List<List<Stage>> chains) implements Stage {
        public Branches {
            chains = chains.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Gathers values; the steps that follow are given lists of them.
     *
     * @param most values in a list
     * @param longest from the first value of a list until it goes on
     */
    record Gather(int most, Duration longest) implements Stage {}

    /** A step that remembers the value that came by last. */
    record Checkpoint(String name) implements Stage {}

    /**
     * A step that keeps a state for each partition, from the record that was read first after it was assigned. Runs on a
     * worker, for one record of a partition at a time.
     */
    record Scan(Supplier<Object> first, BiFunction<Object, Object, Object> step) implements Stage {}
}
