package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.Flight.Outcome;
import dev.waybill.failure.Failure;
import dev.waybill.record.KafkaRecord;
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

    /** How the flight came back; {@code AWAY} if it comes to the mailbox by itself. */
    Outcome run(Flight flight) {
        Object value = flight.value == null ? flight.record : flight.value;
        return run(flight.stage, value, flight, null, 0);
    }

    /** The same for the {@code i}-th record of {@code chunk}, which has no flight yet. */
    Outcome start(KafkaRecord record, Chunk chunk, int i) {
        return run(0, record, null, chunk, i);
    }

    /** Runs {@code flight}; where that is absent, the {@code i}-th of {@code chunk}, which gets one if it needs one. */
    private Outcome run(int from, Object input, @Nullable Flight flight, @Nullable Chunk chunk, int i) {
        int reached = from;
        Object value = input;
        try {
            for (; reached < stages.length; reached++) {
                Stage stage = stages[reached];
                if (stage instanceof Stage.Now now) {
                    value = now.step().apply(value);
                    if (value == Stage.FILTERED) {
                        return Outcome.FILTERED;
                    }
                } else if (stage instanceof Stage.Later later) {
                    CompletionStage<?> result = later.step().apply(value);
                    CompletableFuture<?> future = result.toCompletableFuture();
                    if (!hasArrived(future)) {
                        Flight away = keep(flight, chunk, i, input);
                        away.stage = reached;
                        away.value = value;
                        result.whenComplete((late, thrown) -> arrived(away, late, thrown));
                        return Outcome.AWAY;
                    }
                    value = future.join();
                } else {
                    throw new AssertionError(stage);
                }
            }
            return Outcome.DELIVERED;
        } catch (Throwable t) { // whatever a step throws is that record's failure, never the worker's end
            Flight failed = keep(flight, chunk, i, input);
            failed.stage = reached;
            failed.value = value;
            failed.failure = Failure.of(t);
            return Outcome.FAILED;
        }
    }

    private static Flight keep(@Nullable Flight flight, @Nullable Chunk chunk, int i, Object input) {
        return flight != null ? flight : requireNonNull(chunk).keep(i, (KafkaRecord) input);
    }

    private static boolean hasArrived(CompletableFuture<?> result) {
        return result.isDone() && !result.isCompletedExceptionally();
    }

    private void arrived(Flight flight, Object value, @Nullable Throwable thrown) {
        if (thrown != null) {
            flight.failure = Failure.of(thrown);
            comeBack(flight, Outcome.FAILED);
            return;
        }
        flight.value = value;
        flight.stage++;
        if (flight.stage == stages.length) {
            comeBack(flight, Outcome.DELIVERED);
        } else {
            workers.execute(() -> comeBack(flight, run(flight)));
        }
    }

    private void comeBack(Flight flight, Outcome outcome) {
        if (outcome != Outcome.AWAY) {
            flight.outcome = outcome;
            mailbox.put(flight);
        }
    }
}
