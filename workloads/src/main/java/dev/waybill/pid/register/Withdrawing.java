package dev.waybill.pid.register;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.Withdrawal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/**
 * Marks a dataset and its files as withdrawn, or removes them. Files come first: the dataset's record is what names them,
 * and is still there when a crash has this repeated. Thread-safe.
 */
final class Withdrawing {
    private static final int RETRACTED_ON = 12;
    private static final int DELETED_ON = 13;

    private final HandleClient client;
    private final ConfirmedWrites confirmedWrites;
    private final Counters counters;

    Withdrawing(HandleClient client, ConfirmedWrites confirmedWrites, Counters counters) {
        this.client = client;
        this.confirmedWrites = confirmedWrites;
        this.counters = counters;
    }

    CompletionStage<?> deliver(Registration registration, PidPlan.Withdraw plan) {
        return parts(registration, plan)
                .thenCompose(parts -> files(registration, plan, parts))
                .thenCompose(failures -> {
                    expectNone(registration, plan, failures);
                    return dataset(registration, plan);
                });
    }

    private CompletionStage<List<String>> parts(Registration registration, PidPlan.Withdraw plan) {
        Optional<List<String>> known = registration.parts();
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        return counters.counted(client.get(plan.datasetHandle())).thenApply(found -> {
            HandleRecord dataset = found.orElseThrow(() -> absent(plan));
            List<String> parts = Parts.of(dataset, client.prefix());
            registration.parts(parts);
            return parts;
        });
    }

    private CompletionStage<List<Failure>> files(Registration registration, PidPlan.Withdraw plan, List<String> parts) {
        List<String> remaining =
                parts.stream().filter(h -> !registration.isConfirmed(h)).toList();
        return FanOut.run(remaining, client.maxInFlight(), handle -> withdraw(registration, plan, handle));
    }

    private CompletionStage<@Nullable Void> dataset(Registration registration, PidPlan.Withdraw plan) {
        String handle = plan.datasetHandle();
        if (registration.isConfirmed(handle)) {
            return CompletableFuture.completedFuture(null);
        }
        return withdraw(registration, plan, handle).exceptionally(thrown -> {
            throw WorstFailure.of(List.of(Failure.of(thrown)), progress(registration, plan));
        });
    }

    /** A handle that does not exist needs no withdrawal. */
    private CompletionStage<@Nullable Void> withdraw(Registration registration, PidPlan.Withdraw plan, String handle) {
        confirmedWrites.forget(handle);
        return counters.counted(change(plan, handle)).thenApply(existed -> {
            if (existed) {
                counters.withdrawn();
            }
            registration.confirm(handle);
            return null;
        });
    }

    private CompletionStage<Boolean> change(PidPlan.Withdraw plan, String handle) {
        if (plan.withdrawal() == Withdrawal.REMOVE) {
            return client.delete(handle);
        }
        HandleValue mark = plan.withdrawal() == Withdrawal.RETRACT
                ? new HandleValue(RETRACTED_ON, "RETRACTED_ON", StringNode.valueOf(plan.at()))
                : new HandleValue(DELETED_ON, "DELETED_ON", StringNode.valueOf(plan.at()));
        return client.putValues(handle, List.of(mark));
    }

    private static void expectNone(Registration registration, PidPlan.Withdraw plan, List<Failure> failures) {
        if (!failures.isEmpty()) {
            throw WorstFailure.of(failures, progress(registration, plan));
        }
    }

    private static String progress(Registration registration, PidPlan.Withdraw plan) {
        int all = registration.parts().map(List::size).orElse(0) + 1;
        return registration.confirmed() + " of " + all + " handles written for dataset " + plan.datasetId();
    }

    private static DeliveryException absent(PidPlan.Withdraw plan) {
        return DeliveryException.poison("there is no handle " + plan.datasetHandle() + " of dataset " + plan.datasetId()
                + ", so there is nothing to withdraw. It may never have been registered, may have been registered below"
                + " another prefix, may wait among the parked records, or was removed before."
                + " If its registration is parked, replay that first, then this");
    }
}
