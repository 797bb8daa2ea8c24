package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** R9: each delivery of a record, the first and every repetition, carries the same, so that a sink can tell it by identity. */
final class NoVisibleDuplicate implements Rule {
    @Override
    public List<String> violations(List<Event> history) {
        Map<Position, String> produced = new HashMap<>();
        for (Event event : history) {
            if (event.is(Kind.PRODUCED)) {
                produced.put(event.position(), event.detail());
            }
        }
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.begins() && !Objects.equals(produced.get(event.position()), event.detail())) {
                violations.add(event.position() + " was delivered as something else: " + event.detail());
            }
        }
        return violations;
    }
}
