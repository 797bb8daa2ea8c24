package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some time after a moment that ends it, no delivery of that partition begins in that period of a member any more. */
final class StandsStill implements Rule {
    private final Kind kind;
    private final Set<String> details;
    private final long graceNanos;

    private StandsStill(Kind kind, Set<String> details, Duration grace) {
        this.kind = kind;
        this.details = details;
        this.graceNanos = grace.toNanos();
    }

    /** A record that can never be delivered ends it. */
    static StandsStill atPoison(Duration grace) {
        return new StandsStill(Kind.REFUSED, Set.of("POISON"), grace);
    }

    /** R5: giving the partition back ends it. */
    static StandsStill onceReleased(Duration grace) {
        return new StandsStill(Kind.RELEASED, Set.of("", Event.LOST), grace);
    }

    private record Period(String owner, Event.Partition partition) {}

    @Override
    public List<String> violations(List<Event> history) {
        Map<Period, Event> ends = new HashMap<>();
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.at() == null) {
                continue;
            }
            var period = new Period(event.owner(), event.partition());
            var end = ends.get(period);
            if (event.is(kind) && details.contains(event.detail())) {
                ends.putIfAbsent(period, event);
            } else if (event.begins() && end != null && event.nanos() > end.nanos() + graceNanos) {
                violations.add("%s began %s %d ms after %s %s"
                        .formatted(
                                event.owner(),
                                event.position(),
                                (event.nanos() - end.nanos()) / 1_000_000,
                                end.position(),
                                kind));
            }
        }
        return violations;
    }
}
