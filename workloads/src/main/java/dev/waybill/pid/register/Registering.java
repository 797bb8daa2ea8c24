package dev.waybill.pid.register;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.plan.PidPlan;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Writes all files of a dataset, then the dataset itself. Thread-safe. */
final class Registering {
    private final HandleClient client;
    private final ConfirmedWrites confirmedWrites;
    private final Counters counters;

    Registering(HandleClient client, ConfirmedWrites confirmedWrites, Counters counters) {
        this.client = client;
        this.confirmedWrites = confirmedWrites;
        this.counters = counters;
    }

    CompletionStage<?> deliver(Registration registration, PidPlan.Register plan) {
        try {
            plan.files().forEach(client::check);
            client.check(plan.dataset());
        } catch (DeliveryException tooLarge) {
            return CompletableFuture.failedFuture(tooLarge);
        }
        return FanOut.run(remaining(registration, plan), client.maxInFlight(), r -> write(registration, r))
                .thenCompose(failures -> dataset(registration, plan, failures));
    }

    private static List<HandleRecord> remaining(Registration registration, PidPlan.Register plan) {
        return plan.files().stream()
                .filter(record -> !registration.isConfirmed(record.handle()))
                .toList();
    }

    private CompletionStage<?> dataset(Registration registration, PidPlan.Register plan, List<Failure> failures) {
        if (!failures.isEmpty()) {
            throw WorstFailure.of(failures, progress(registration, plan));
        }
        if (registration.isConfirmed(plan.dataset().handle())) {
            return CompletableFuture.completedFuture(null);
        }
        return write(registration, plan.dataset()).exceptionally(thrown -> {
            throw WorstFailure.of(List.of(Failure.of(thrown)), progress(registration, plan));
        });
    }

    private CompletionStage<@Nullable Void> write(Registration registration, HandleRecord record) {
        if (confirmedWrites.isLast(record)) {
            counters.unchanged();
            registration.confirm(record.handle());
            return CompletableFuture.completedFuture(null);
        }
        confirmedWrites.forget(record.handle()); // until the answer is here, either version may be there
        return counters.counted(client.put(record)).thenApply(outcome -> {
            counters.written(outcome);
            confirmedWrites.confirmed(record);
            registration.confirm(record.handle());
            return null;
        });
    }

    private static String progress(Registration registration, PidPlan.Register plan) {
        return registration.confirmed() + " of " + (plan.files().size() + 1) + " handles written for dataset "
                + plan.datasetId();
    }
}
