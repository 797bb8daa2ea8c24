package dev.waybill.delivery;

import dev.waybill.failure.FailureStore;
import dev.waybill.retry.RetryPolicy;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a loop is to do.
 *
 * @param name of the pipeline, for logs and thread names
 * @param stages the steps, the sink last
 * @param exitAtEnd stop once everything is settled that was there at the start
 */
public record DeliveryPlan(
        String name,
        List<Stage> stages,
        Ordering ordering,
        RetryPolicy retry,
        Limits limits,
        FailureStore failures,
        boolean exitAtEnd) {
    public DeliveryPlan {
        stages = List.copyOf(stages);
    }

    /** The same, until it is stopped; parks in what {@code failures} makes of the failure store. */
    public DeliveryPlan replaying(UnaryOperator<FailureStore> failures) {
        return new DeliveryPlan(name, stages, ordering, retry, limits, failures.apply(this.failures), false);
    }
}
