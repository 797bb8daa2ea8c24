package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** R6: what is set aside is the record as it was produced, byte by byte. (That it was set aside first is R2's to see.) */
final class ParkedIntact implements Rule {
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
            if (event.is(Kind.PARKED) && !Objects.equals(produced.get(event.position()), event.detail())) {
                violations.add("%s was parked as %s, but produced as %s"
                        .formatted(event.position(), event.detail(), produced.get(event.position())));
            }
        }
        return violations;
    }
}
