package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** R8: what one process has under way, and what it holds, stays within its bounds. */
final class BoundsHeld implements Rule {
    private final int inFlight;
    private final int buffered;
    private final long bytes;
    private final int span;

    /** Bounds include what a single poll may add to them. */
    BoundsHeld(int inFlight, int buffered, long bytes, int span) {
        this.inFlight = inFlight;
        this.buffered = buffered;
        this.bytes = bytes;
        this.span = span;
    }

    private record Delivery(String owner, Position at) {}

    @Override
    public List<String> violations(List<Event> history) {
        Map<String, Set<Delivery>> underWay = new HashMap<>();
        Map<Partition, TreeSet<Long>> pending = new HashMap<>();
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.is(Kind.PRODUCED)) {
                pending.computeIfAbsent(event.partition(), p -> new TreeSet<>())
                        .add(event.position().offset());
            } else if (Rule.settles(event)) {
                pending.getOrDefault(event.partition(), new TreeSet<>())
                        .remove(event.position().offset());
            }
            if (event.begins()) {
                var ofOwner = underWay.computeIfAbsent(event.process(), o -> new HashSet<>());
                ofOwner.add(new Delivery(event.owner(), event.position()));
                check("deliveries under way", ofOwner.size(), inFlight, event, violations);
                var unsettled = pending.getOrDefault(event.partition(), new TreeSet<>());
                if (!unsettled.isEmpty()) {
                    long passed = event.position().offset() - unsettled.first();
                    check("offsets past the head", passed, span, event, violations);
                }
            } else if (event.is(Kind.ARRIVED) || event.is(Kind.REFUSED)) {
                underWay.getOrDefault(event.process(), new HashSet<>())
                        .remove(new Delivery(event.owner(), event.position()));
            } else if (event.is(Kind.SAMPLED)) {
                String[] held = event.detail().split("/", 2);
                check("records held", Long.parseLong(held[0]), buffered, event, violations);
                check("bytes held", Long.parseLong(held[1]), bytes, event, violations);
            }
        }
        return violations;
    }

    private static void check(String what, long held, long bound, Event event, List<String> violations) {
        if (held > bound) {
            violations.add("%s: %d %s, at most %d allowed".formatted(event.owner(), held, what, bound));
        }
    }
}
