package dev.waybill.pipeline;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Where a pipeline delivers to.
 *
 * <p>{@link #deliver} starts one delivery and returns at once; the returned stage completes when the system of record
 * has confirmed it, or completes exceptionally with a {@link dev.waybill.failure.DeliveryException}. The engine repeats
 * a failed delivery with the <em>same</em> value object, so a value may remember how far it got. Only what was gathered is
 * made anew: a batch is another list each time, and the steps between it and the sink run again. A delivery must be
 * idempotent by identity: after a crash it is repeated. Called from several threads at once.
 *
 * @param <T> what is delivered
 */
@FunctionalInterface
public interface Sink<T> {
    CompletionStage<?> deliver(T value);

    /** A sink that has taken a value when {@code action} returns. */
    static <T> Sink<T> each(Consumer<? super T> action) {
        return value -> {
            action.accept(value);
            return CompletableFuture.completedFuture(value);
        };
    }

    /** A sink that has taken all values of a batch when {@code action} returns. */
    static <T> Sink<List<T>> batches(Consumer<? super List<T>> action) {
        return each(action);
    }
}
