package dev.waybill.delivery;

import dev.waybill.failure.FailurePolicy;
import dev.waybill.failure.FailureStore;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.trace.DeliveryTracer;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a loop is to do.
 *
 * @param name of the pipeline, for logs and thread names
 * @param stages the steps, the sink last
 * @param perSecond records started in a second at the most; infinite for no bound
 * @param whenSettled hears of every settled record; {@link #NOBODY} costs nothing
 * @param whenAwaited called again and again while nothing else goes before what is under way has come back; {@link #NOTHING} if
 *     no step keeps records until others come
 * @param tracer follows attempts; {@link DeliveryTracer#NONE} costs nothing
 * @param exitAtEnd stop once everything is settled that was there at the start
 */
public record DeliveryPlan(
        String name,
        List<Stage> stages,
        Ordering ordering,
        RetryPolicy retry,
        BreakerPolicy breaker,
        FailurePolicy whenGivenUp,
        Limits limits,
        FailureStore failures,
        double perSecond,
        SettleListener whenSettled,
        Runnable whenAwaited,
        DeliveryTracer tracer,
        boolean exitAtEnd) {
    /** Nobody listens. */
    public static final SettleListener NOBODY = (record, how) -> {};

    /** Nothing is done. */
    public static final Runnable NOTHING = () -> {};

    public DeliveryPlan {
        stages = List.copyOf(stages);
    }

    /** The same, until it is stopped; parks in what {@code failures} makes of the failure store. */
    public DeliveryPlan replaying(UnaryOperator<FailureStore> failures) {
        return new DeliveryPlan(
                name,
                stages,
                ordering,
                retry,
                breaker,
                whenGivenUp,
                limits,
                failures.apply(this.failures),
                perSecond,
                whenSettled,
                whenAwaited,
                tracer,
                false);
    }

    /** The same, followed by {@code other}. */
    public DeliveryPlan tracedBy(DeliveryTracer other) {
        return new DeliveryPlan(
                name,
                stages,
                ordering,
                retry,
                breaker,
                whenGivenUp,
                limits,
                failures,
                perSecond,
                whenSettled,
                whenAwaited,
                other,
                exitAtEnd);
    }
}
