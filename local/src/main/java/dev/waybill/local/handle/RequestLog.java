package dev.waybill.local.handle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the service was asked and what it changed, for tests and demos to judge by.
 *
 * <p>Thread-safe: guarded by {@code this}. The order of changes is kept up to a bound, the counts without one.
 */
public final class RequestLog {
    private static final int MOST_CHANGES = 100_000;

    private final Map<String, Long> requests = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private int underWay;
    private int mostUnderWay;

    RequestLog() {}

    /** One change that was applied, whether or not its answer arrived. */
    public record Change(String method, String handle) {}

    /** How many requests came, by method. */
    public synchronized Map<String, Long> requests() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(requests));
    }

    /** The changes in the order in which they were applied, as far as they were kept. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    /** The most requests that were under way at one time. */
    public synchronized int mostUnderWay() {
        return mostUnderWay;
    }

    synchronized void began(String method) {
        requests.merge(method, 1L, Long::sum);
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
    }

    synchronized void ended() {
        underWay--;
    }

    synchronized void changed(String method, String handle) {
        if (changes.size() < MOST_CHANGES) {
            changes.add(new Change(method, handle));
        }
    }
}
