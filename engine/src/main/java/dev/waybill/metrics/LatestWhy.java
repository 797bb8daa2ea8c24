package dev.waybill.metrics;

import dev.waybill.pipeline.Pipeline;
import dev.waybill.why.Why;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The last snapshot of a pipeline, taken anew when it is too old. Thread-safe: one thread at a time asks. */
final class LatestWhy {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Pipeline pipeline;
    private final UnaryOperator<Why> complete;
    private final Duration fresh;
    private @Nullable Why last;
    private long takenNanos;

    LatestWhy(Pipeline pipeline, UnaryOperator<Why> complete, Duration fresh) {
        this.pipeline = pipeline;
        this.complete = complete;
        this.fresh = fresh;
    }

    /** Absent before the pipeline has answered once. */
    synchronized @Nullable Why get() {
        if (last == null || pipeline.time().hasPassed(takenNanos, fresh)) {
            take();
        }
        return last;
    }

    synchronized @Nullable Why takeNow() {
        take();
        return last;
    }

    private void take() {
        takenNanos = pipeline.time().nanos();
        try {
            var why = pipeline.why().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            last = complete.apply(why);
        } catch (TimeoutException | ExecutionException e) {
            // the one before stays; that it is old shows in the sign of life
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
