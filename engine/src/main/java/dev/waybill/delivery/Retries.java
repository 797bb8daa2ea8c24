package dev.waybill.delivery;

import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Flights that wait for their next attempt, the earliest first. Confined to the loop's thread. */
final class Retries {
    private final PriorityQueue<Flight> waiting = new PriorityQueue<>(Comparator.comparingLong(Retries::due));

    void add(Flight flight) {
        waiting.add(flight);
    }

    /** The next flight that is due, if one is. */
    @Nullable
    Flight pollDue(long nowNanos) {
        Flight flight = waiting.peek();
        return flight != null && due(flight) - nowNanos <= 0 ? waiting.poll() : null;
    }

    private static long due(Flight flight) {
        return flight.dueNanos;
    }

    boolean contains(Flight flight) {
        return waiting.contains(flight);
    }

    /** All that wait, in no particular order. */
    Collection<Flight> all() {
        return waiting;
    }

    int size() {
        return waiting.size();
    }

    void clear() {
        waiting.clear();
    }

    /** The next flight, due or not, if there is one. */
    @Nullable
    Flight pollFirst() {
        return waiting.poll();
    }

    /** The next flight that failed at {@code sink} last, due or not, if there is one. */
    @Nullable
    Flight pollFirst(SinkHealth sink) {
        Flight first = null;
        for (Flight flight : waiting) {
            boolean failedThere = flight.trouble != null && sink.equals(flight.trouble.lastSink);
            if (failedThere && (first == null || due(flight) - due(first) < 0)) {
                first = flight;
            }
        }
        waiting.remove(first);
        return first;
    }

    /** Forgets the flights that are not to be started any more. */
    void removeOver() {
        waiting.removeIf(f -> f.partition.isHeldBack());
    }
}
