package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** R2: no commit passes an unsettled record; not even one that the broker then refuses. */
final class CommitStaysBehind implements Rule {
    @Override
    public List<String> violations(List<Event> history) {
        Map<Partition, TreeSet<Long>> pending = new HashMap<>();
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.is(Kind.PRODUCED)) {
                pending.computeIfAbsent(event.partition(), p -> new TreeSet<>())
                        .add(event.position().offset());
            }
        }
        for (Event event : history) {
            if (event.at() == null) {
                continue;
            }
            var ofPartition = pending.getOrDefault(event.partition(), new TreeSet<>());
            if (Rule.settles(event)) {
                ofPartition.remove(event.position().offset());
            } else if (event.is(Kind.COMMIT_ASKED) || event.is(Kind.COMMIT_KEPT)) {
                Long passed = ofPartition.lower(event.position().offset());
                if (passed != null) {
                    violations.add("%s committed %s, but offset %d is not settled"
                            .formatted(event.owner(), event.position(), passed));
                }
            }
        }
        return violations;
    }
}
