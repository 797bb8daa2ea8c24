package dev.waybill.delivery;

import dev.waybill.delivery.Flight.Outcome;
import dev.waybill.failure.Failure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs the steps of a flight, from the one it has reached on, until it comes back. Thread-safe. */
final class StepRunner {
    private final Stage[] stages;
    private final Mailbox mailbox;
    private final Executor workers;

    StepRunner(List<Stage> stages, Mailbox mailbox, Executor workers) {
        this.stages = stages.toArray(Stage[]::new);
        this.mailbox = mailbox;
        this.workers = workers;
    }

    /** Returns whether the flight is back already; if not, it comes to the mailbox by itself. */
    boolean run(Flight flight) {
        try {
            while (flight.stage < stages.length) {
                Stage stage = stages[flight.stage];
                if (stage instanceof Stage.Now now) {
                    Object result = now.step().apply(flight.value);
                    if (result == Stage.FILTERED) {
                        flight.outcome = Outcome.FILTERED;
                        return true;
                    }
                    flight.value = result;
                } else if (stage instanceof Stage.Later later) {
                    CompletionStage<?> result = later.step().apply(flight.value);
                    CompletableFuture<?> future = result.toCompletableFuture();
                    if (!hasArrived(future)) {
                        result.whenComplete((value, thrown) -> arrived(flight, value, thrown));
                        return false;
                    }
                    flight.value = future.join();
                } else {
                    throw new AssertionError(stage);
                }
                flight.stage++;
            }
            flight.outcome = Outcome.DELIVERED;
        } catch (Throwable t) { // whatever a step throws is that record's failure, never the worker's end
            fail(flight, t);
        }
        return true;
    }

    private static boolean hasArrived(CompletableFuture<?> result) {
        return result.isDone() && !result.isCompletedExceptionally();
    }

    private void arrived(Flight flight, Object value, @Nullable Throwable thrown) {
        if (thrown != null) {
            fail(flight, thrown);
            mailbox.put(flight);
            return;
        }
        flight.value = value;
        flight.stage++;
        if (flight.stage == stages.length) {
            flight.outcome = Outcome.DELIVERED;
            mailbox.put(flight);
        } else {
            workers.execute(() -> {
                if (run(flight)) {
                    mailbox.put(flight);
                }
            });
        }
    }

    private static void fail(Flight flight, Throwable thrown) {
        flight.outcome = Outcome.FAILED;
        flight.failure = Failure.of(thrown);
    }
}
