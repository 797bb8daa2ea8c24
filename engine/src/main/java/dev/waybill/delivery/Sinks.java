package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.retry.Breaker;
import dev.waybill.retry.PeerEvidence;
import dev.waybill.time.Time;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps that have failed, each with a breaker and with evidence of its own: what one takes says nothing of another.
 * A pipeline rests as long as any of them is to be left alone, since a record is settled only by all. Confined to the
 * loop's thread.
 */
final class Sinks {
    private final DeliveryPlan plan;
    private final Time time;
    private final List<Stage> steps = new ArrayList<>();
    private final IdentityHashMap<Stage, SinkHealth> byStep = new IdentityHashMap<>();
    private final List<SinkHealth> all = new ArrayList<>();
    private final Breaker untroubled;

    Sinks(DeliveryPlan plan, Time time) {
        this.plan = plan;
        this.time = time;
        this.untroubled = newBreaker();
        addSteps(plan.stages());
    }

    private void addSteps(List<Stage> chain) {
        for (Stage stage : chain) {
            steps.add(stage);
            if (stage instanceof Stage.Branches branches) {
                branches.chains().forEach(this::addSteps);
            }
        }
    }

    private Breaker newBreaker() {
        return new Breaker(plan.breaker(), time, plan.limits().inFlight());
    }

    /** How {@code step} fares, if it has ever failed. */
    @Nullable
    SinkHealth find(Stage step) {
        return byStep.get(step);
    }

    /** How {@code step} fares, which has failed. */
    SinkHealth at(Stage step) {
        var known = byStep.get(step);
        if (known != null) {
            return known;
        }
        var health = requireNonNull(newHealth(plan.stages(), "", step));
        byStep.put(step, health);
        all.add(health);
        return health;
    }

    /** Steps are numbered as their meters are: from 1, the first step of the second branch at step 3 is 3.2.1. */
    private @Nullable SinkHealth newHealth(List<Stage> chain, String before, Stage step) {
        for (int i = 0; i < chain.size(); i++) {
            Stage stage = chain.get(i);
            boolean isLast = i == chain.size() - 1;
            if (stage == step) {
                String name = isLast && before.isEmpty() ? "sink" : "step " + before + (i + 1);
                boolean asksOthers = isLast || stage instanceof Stage.Later;
                return new SinkHealth(
                        name,
                        number(step),
                        asksOthers,
                        newBreaker(),
                        new PeerEvidence(plan.retry().peers()));
            }
            if (stage instanceof Stage.Branches branches) {
                for (int b = 0; b < branches.chains().size(); b++) {
                    var found = newHealth(branches.chains().get(b), before + (i + 1) + "." + (b + 1) + ".", step);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    private int number(Stage step) {
        int number = 0;
        while (steps.get(number) != step) {
            number++;
        }
        return number;
    }

    /** How many deliveries may be under way now; 0 while any sink is left alone. */
    int allowance() {
        int least = plan.limits().inFlight();
        for (SinkHealth sink : all) {
            least = Math.min(least, sink.breaker().allowance());
        }
        return least;
    }

    /** Whether nothing failed lately, so that no delivery needs to be told of. */
    boolean isCalm() {
        for (SinkHealth sink : all) {
            if (!sink.breaker().isCalm()) {
                return false;
            }
        }
        return true;
    }

    /** Whether all are known to work. */
    boolean areClosed() {
        for (SinkHealth sink : all) {
            if (sink.breaker().state() != Breaker.State.CLOSED) {
                return false;
            }
        }
        return true;
    }

    /** The sink that is being asked whether it is back, if one is. */
    @Nullable
    SinkHealth halfOpen() {
        for (SinkHealth sink : all) {
            if (sink.breaker().state() == Breaker.State.HALF_OPEN) {
                return sink;
            }
        }
        return null;
    }

    /** How often one has gone away. */
    long opened() {
        return all.stream().mapToLong(sink -> sink.breaker().opened()).sum();
    }

    /** The breaker that lets through the least. */
    Breaker narrowest() {
        var narrowest = untroubled;
        for (SinkHealth sink : all) {
            var breaker = sink.breaker();
            boolean isFurtherAway = breaker.isSinkAway() && !narrowest.isSinkAway();
            boolean isNarrower =
                    breaker.isSinkAway() == narrowest.isSinkAway() && breaker.allowance() < narrowest.allowance();
            narrowest = isFurtherAway || isNarrower ? breaker : narrowest;
        }
        return narrowest;
    }
}
