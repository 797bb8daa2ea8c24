package dev.waybill.pid.register;

import dev.waybill.pid.plan.PidPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan, and which of its handles the service has confirmed. A failed delivery is repeated with the same object, so
 * only what remains is sent again.
 *
 * <p>Thread-safe: answers of many requests are noted at once.
 */
public final class Registration {
    private final PidPlan plan;
    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private volatile @Nullable List<String> parts;

    public Registration(PidPlan plan) {
        this.plan = plan;
    }

    public PidPlan plan() {
        return plan;
    }

    /** How many handles the service has confirmed so far. */
    public int confirmed() {
        return confirmed.size();
    }

    boolean isConfirmed(String handle) {
        return confirmed.contains(handle);
    }

    void confirm(String handle) {
        confirmed.add(handle);
    }

    /** The handles of the files of a dataset that is withdrawn, once its record was read. */
    Optional<List<String>> parts() {
        return Optional.ofNullable(parts);
    }

    void parts(List<String> handles) {
        parts = List.copyOf(handles);
    }

    @Override
    public String toString() {
        return "Registration[" + plan.datasetId() + ", " + confirmed() + " confirmed]";
    }
}
