package dev.waybill.metrics;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Takes the time of one step, on the thread that runs it, and passes on what comes of it. Thread-safe. */
record Stopwatch(StageMeters meters) {
    <T> T time(Supplier<T> step) {
        long start = meters.start();
        try {
            T result = step.get();
            meters.ended(start, result);
            return result;
        } catch (Throwable t) {
            meters.failed(start, t);
            throw t;
        }
    }

    CompletionStage<?> timeUntilDone(Supplier<CompletionStage<?>> step) {
        long start = meters.start();
        try {
            CompletionStage<?> result = step.get();
            result.whenComplete((late, thrown) -> {
                if (thrown == null) {
                    meters.ended(start, late);
                } else {
                    meters.failed(start, thrown);
                }
            });
            return result;
        } catch (Throwable t) {
            meters.failed(start, t);
            throw t;
        }
    }
}
