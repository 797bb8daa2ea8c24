package dev.waybill.delivery;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

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
}
