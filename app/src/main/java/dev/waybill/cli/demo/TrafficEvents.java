package dev.waybill.cli.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Events without end, each of a dataset of its own, and among them some that cannot be delivered. Not thread-safe.
 */
final class TrafficEvents {
    private final GeneratedEvents good;
    private final int oneIn;
    private final Deque<DemoEvent> broken = new ArrayDeque<>();
    private long made;

    /**
     * @param oneIn of so many events the last is broken; 0: none is
     * @param firstRealization see {@link GeneratedEvents}
     */
    TrafficEvents(List<DemoEvent> templates, RandomGenerator random, long firstRealization, int oneIn) {
        this.good = new GeneratedEvents(templates, random, firstRealization);
        this.oneIn = oneIn;
    }

    DemoEvent next() {
        made++;
        if (oneIn == 0 || made % oneIn != 0) {
            return good.next();
        }
        if (broken.isEmpty()) {
            broken.addAll(BrokenEvents.of(good));
        }
        return broken.remove();
    }

    /** How many of those made so far are broken. */
    long broken() {
        return oneIn == 0 ? 0 : made / oneIn;
    }
}
