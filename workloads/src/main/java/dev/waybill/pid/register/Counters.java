package dev.waybill.pid.register;

import dev.waybill.pid.handle.WriteOutcome;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts requests and what they did. Thread-safe. */
final class Counters {
    private final LongAdder created = new LongAdder();
    private final LongAdder updated = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private final LongAdder withdrawn = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failedRequests = new LongAdder();

    <T extends @Nullable Object> CompletionStage<T> counted(CompletionStage<T> request) {
        requests.increment();
        return request.whenComplete((answer, thrown) -> {
            if (thrown != null) {
                failedRequests.increment();
            }
        });
    }

    void written(WriteOutcome outcome) {
        (outcome == WriteOutcome.CREATED ? created : updated).increment();
    }

    void unchanged() {
        unchanged.increment();
    }

    void withdrawn() {
        withdrawn.increment();
    }

    RegistrarCounts counts() {
        return new RegistrarCounts(
                created.sum(), updated.sum(), unchanged.sum(), withdrawn.sum(), requests.sum(), failedRequests.sum());
    }
}
