package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nothing sticks: when a run has come to rest, each partition is committed up to the end of its log. */
final class CommitsCatchUp implements Rule {
    @Override
    public List<String> violations(List<Event> history) {
        Map<Partition, Long> last = new HashMap<>();
        Map<Partition, Long> kept = new HashMap<>();
        for (Event event : history) {
            if (event.is(Kind.LOG_ENDS)) {
                last.put(event.partition(), event.position().offset());
            } else if (event.is(Kind.COMMIT_KEPT)) {
                kept.put(event.partition(), event.position().offset());
            }
        }
        var violations = new ArrayList<String>();
        last.forEach((partition, end) -> {
            long committed = kept.getOrDefault(partition, 0L);
            if (committed < end) {
                violations.add(partition + " is committed up to " + committed + " of " + end);
            }
        });
        return violations;
    }
}
