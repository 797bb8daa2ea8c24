package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened in a run, in that order.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
final class History {
    private final List<Event> events = new ArrayList<>();
    private final LongSupplier clock;

    History(LongSupplier clock) {
        this.clock = clock;
    }

    /** A history made of what several processes wrote down. */
    static History of(Stream<Event> events) {
        var history = new History(() -> 0);
        events.sorted(Comparator.comparingLong(Event::nanos)).forEach(history.events::add);
        return history;
    }

    synchronized void add(Kind kind, String owner, @Nullable Position at, String detail) {
        events.add(new Event(clock.getAsLong(), kind, owner, at, detail));
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    long count(Kind kind) {
        return events().stream().filter(e -> e.is(kind)).count();
    }
}
