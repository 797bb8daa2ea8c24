package dev.waybill.pid.register;

import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pipeline.Sink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries plans out at a Handle service. One delivery is done when all handles of its plan are confirmed; a failure names
 * the most severe of what went wrong, and the next attempt sends what remains.
 *
 * <p>Thread-safe. Two deliveries for the same dataset must not overlap: the pipeline orders by dataset.
 */
public final class HandleRegistrar implements Sink<Registration> {
    private static final int REMEMBERED_WRITES = 50_000;

    private final Counters counters = new Counters();
    private final Registering registering;
    private final Withdrawing withdrawing;

    public HandleRegistrar(HandleClient client) {
        var confirmedWrites = new ConfirmedWrites(REMEMBERED_WRITES);
        this.registering = new Registering(client, confirmedWrites, counters);
        this.withdrawing = new Withdrawing(client, confirmedWrites, counters);
    }

    @Override
    public CompletionStage<?> deliver(Registration registration) {
        PidPlan plan = registration.plan();
        if (plan instanceof PidPlan.Register register) {
            return registering.deliver(registration, register);
        } else if (plan instanceof PidPlan.Withdraw withdraw) {
            return withdrawing.deliver(registration, withdraw);
        } else if (plan instanceof PidPlan.Ignore) {
            return CompletableFuture.completedFuture(null);
        } else {
            throw new AssertionError(plan);
        }
    }

    /** What was done so far. */
    public RegistrarCounts counts() {
        return counters.counts();
    }
}
