package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import java.util.List;

/** Where a pipeline is to hold or to stop at what it cannot deliver, nothing is set aside. */
final class NothingParked implements Rule {
    @Override
    public List<String> violations(List<Event> history) {
        return history.stream()
                .filter(e -> e.is(Kind.PARKED))
                .map(e -> e.position() + " was parked by " + e.owner())
                .toList();
    }
}
