package dev.waybill.pid.register;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request per item, a bounded number under way. After a failure that every further request would share nothing more
 * is started.
 *
 * <p>Thread-safe: guarded by {@code this}; tasks are started without the lock.
 */
final class FanOut<T> {
    private final Iterator<T> items;
    private final int width;
    private final Function<T, ? extends CompletionStage<?>> task;
    private final List<Failure> failures = new ArrayList<>();
    private final CompletableFuture<List<Failure>> result = new CompletableFuture<>();
    private boolean starting;
    private boolean stopped;
    private int underWay;

    private FanOut(List<T> items, int width, Function<T, ? extends CompletionStage<?>> task) {
        this.items = items.iterator();
        this.width = width;
        this.task = task;
    }

    /** Completes when nothing is under way any more, with what failed. */
    static <T> CompletionStage<List<Failure>> run(
            List<T> items, int width, Function<T, ? extends CompletionStage<?>> task) {
        var fanOut = new FanOut<>(items, width, task);
        fanOut.start();
        return fanOut.result;
    }

    private void start() {
        synchronized (this) {
            if (starting) {
                return; // whoever is starting sees the free place: a task may finish before it returns
            }
            starting = true;
        }
        T next = takeNext();
        while (next != null) {
            var unused = task.apply(next).whenComplete((answer, thrown) -> finished(thrown));
            next = takeNext();
        }
    }

    private @Nullable T takeNext() {
        List<Failure> all;
        synchronized (this) {
            if (!stopped && underWay < width && items.hasNext()) {
                underWay++;
                return items.next();
            }
            starting = false;
            if (underWay > 0) {
                return null;
            }
            all = List.copyOf(failures);
        }
        result.complete(all);
        return null;
    }

    private void finished(@Nullable Throwable thrown) {
        synchronized (this) {
            underWay--;
            if (thrown != null) {
                Failure failure = Failure.of(thrown);
                failures.add(failure);
                stopped |= failure.failureClass() == FailureClass.UNAVAILABLE
                        || failure.failureClass() == FailureClass.MISCONFIGURED
                        || failure.failureClass() == FailureClass.THROTTLED;
            }
        }
        start();
    }
}
