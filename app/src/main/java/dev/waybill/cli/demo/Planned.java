package dev.waybill.cli.demo;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.record.KafkaRecord;
import java.util.concurrent.CompletionException;

/** What the planner says about an event: what it asks for, or why it is refused. */
sealed interface Planned {
    record Asking(PidPlan plan) implements Planned {}

    record Refused(String reason) implements Planned {}

    /** Asks the planner, and waits. What is not the event's fault is thrown. */
    static Planned by(PidPlanner planner, KafkaRecord record) {
        try {
            return new Asking(planner.plan(record).toCompletableFuture().join());
        } catch (CompletionException e) {
            Failure failure = Failure.of(e);
            if (failure.failureClass() == FailureClass.POISON) {
                return new Refused(failure.reason());
            }
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    default boolean asksFor(Class<? extends PidPlan> kind) {
        return this instanceof Asking asking && kind.isInstance(asking.plan());
    }
}
