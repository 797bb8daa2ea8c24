package dev.waybill.guarantee;

import dev.waybill.local.handle.RequestLog.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often each handle was written at the service up to one moment, by the service's own log.
 *
 * @param writes by handle in capitals, as handles are compared
 */
record Arrivals(Map<String, Integer> writes) {
    static final Arrivals NONE = new Arrivals(Map.of());

    /** With those of some more changes. */
    Arrivals and(List<Change> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        var all = new HashMap<>(writes);
        for (Change change : changes) {
            all.merge(change.handle().toUpperCase(Locale.ROOT), 1, Integer::sum);
        }
        return new Arrivals(all);
    }

    int of(String handle) {
        return writes.getOrDefault(handle.toUpperCase(Locale.ROOT), 0);
    }

    boolean has(String handle) {
        return of(handle) > 0;
    }

    /** Handles that were written at least once. */
    int handles() {
        return writes.size();
    }

    /** Writes beyond the first of each handle. */
    int repeats() {
        return writes.values().stream().mapToInt(n -> n - 1).sum();
    }
}
