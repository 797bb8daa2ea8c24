package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** R3 where every reader of a partition lets it go in good order: what had arrived for one is not delivered by the next. */
final class NothingAgain implements Rule {
    @Override
    public List<String> violations(List<Event> history) {
        Map<Partition, String> owners = new HashMap<>();
        Map<Partition, Set<Long>> arrived = new HashMap<>();
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.is(Kind.ASSIGNED)) {
                owners.put(event.partition(), event.owner());
            } else if (event.is(Kind.RELEASED)) {
                owners.remove(event.partition(), event.owner());
            } else if (event.at() != null && event.owner().equals(owners.get(event.partition()))) {
                var here = arrived.computeIfAbsent(event.partition(), p -> new HashSet<>());
                long offset = event.position().offset();
                if (event.begins() && here.contains(offset)) {
                    violations.add(event.owner() + " delivered " + event.position() + " again");
                } else if (event.is(Kind.ARRIVED)) {
                    here.add(offset);
                } else if (event.is(Kind.REFUSED)) {
                    here.remove(offset); // it had arrived, but its answer was lost
                }
            }
        }
        return violations;
    }
}
