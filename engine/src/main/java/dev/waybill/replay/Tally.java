package dev.waybill.replay;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a replay has done so far, and why it ends. Thread-safe. */
final class Tally {
    private final LongAdder started = new LongAdder();
    private final LongAdder settled = new LongAdder();
    private final LongAdder failedAgain = new LongAdder();
    private final AtomicReference<@Nullable ReplayOutcome> outcome = new AtomicReference<>();

    void started() {
        started.increment();
    }

    void settled(int records) {
        settled.add(records);
    }

    void failedAgain(int records) {
        failedAgain.add(records);
    }

    boolean hasFailedAgain() {
        return failedAgain.sum() > 0;
    }

    /** Says why it ends; the first word counts. */
    void end(ReplayOutcome why) {
        outcome.compareAndSet(null, why);
    }

    Optional<ReplayOutcome> outcome() {
        return Optional.ofNullable(outcome.get());
    }

    ReplayProgress progress() {
        return new ReplayProgress(started.sum(), settled.sum(), failedAgain.sum());
    }
}
