package dev.waybill.guarantee;

import dev.waybill.local.handle.RequestLog;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How often each handle was written at the service up to one moment, by the service's own log.
 *
 * @param writes by handle in capitals, as handles are compared
 */
record Arrivals(Map<String, Integer> writes) {
    static Arrivals of(RequestLog log) {
        var writes = new HashMap<String, Integer>();
        for (var change : log.changes()) {
            writes.merge(change.handle().toUpperCase(Locale.ROOT), 1, Integer::sum);
        }
        return new Arrivals(writes);
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
