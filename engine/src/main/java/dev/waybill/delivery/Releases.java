package dev.waybill.delivery;

import dev.waybill.time.Time;
import org.jspecify.annotations.Nullable;

/**
 * Lets records that failed go on: each when its pause is over, or one at a time while a sink is asked whether it is back.
 * Confined to the loop's thread.
 */
final class Releases {
    /** So many others are asked with before one that failed there is again, lest all that did are broken themselves. */
    private static final int OTHERS = 20;

    private final Retries retries;
    private final Sinks sinks;
    private final Dispatcher dispatcher;
    private final Places places;
    private final Time time;
    private int others = OTHERS;

    Releases(Retries retries, Sinks sinks, Dispatcher dispatcher, Places places, Time time) {
        this.retries = retries;
        this.sinks = sinks;
        this.dispatcher = dispatcher;
        this.places = places;
        this.time = time;
    }

    /** Adds to what is to be handed over. */
    void next() {
        if (sinks.allowance() == 0) {
            return;
        }
        var asked = sinks.halfOpen();
        if (asked == null) {
            others = OTHERS;
            allThatAreDue();
        } else if (places.taken() == 0) {
            probe(asked);
        }
    }

    private void allThatAreDue() {
        long now = time.nanos();
        for (var flight = retries.pollDue(now); flight != null; flight = retries.pollDue(now)) {
            dispatcher.add(flight);
        }
    }

    /** A record that has not failed yet may never reach the sink that is asked; one that has failed there does. */
    private void probe(SinkHealth asked) {
        var known = others < OTHERS || !asked.breaker().isRefusing() ? null : retries.pollFirst(asked);
        if (known != null) {
            others = 0;
            dispatcher.addFirst(known);
            return;
        }
        others++;
        if (dispatcher.isEmpty()) {
            addIfAny(retries.pollFirst());
        }
    }

    private void addIfAny(@Nullable Flight flight) {
        if (flight != null) {
            dispatcher.add(flight);
        }
    }
}
