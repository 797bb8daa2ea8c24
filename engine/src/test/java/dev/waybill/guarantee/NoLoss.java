package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * R1: in the end every record that was produced has arrived, was parked, or was filtered; and nothing else was. Where commits
 * are judged as well, a lost one is noticed there too, for it was either passed or never caught up with; what was
 * never produced only here.
 */
final class NoLoss implements Rule {
    @Override
    public List<String> violations(List<Event> history) {
        var pending = new LinkedHashSet<Position>();
        var produced = new LinkedHashSet<Position>();
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.is(Kind.PRODUCED)) {
                pending.add(event.position());
                produced.add(event.position());
            }
        }
        for (Event event : history) {
            if (Rule.settles(event)) {
                pending.remove(event.position());
                if (!produced.contains(event.position())) {
                    violations.add(event.position() + " " + event.kind() + " but was never produced");
                }
            }
        }
        pending.forEach(p -> violations.add(p + " did not arrive and was not set aside"));
        return violations;
    }
}
