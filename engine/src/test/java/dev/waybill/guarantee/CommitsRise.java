package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * R5: what is committed for a partition never goes back, and only the member that reads it commits it; where a history
 * does not say who committed, only the first.
 */
final class CommitsRise implements Rule {
    @Override
    public List<String> violations(List<Event> history) {
        Map<Partition, Long> kept = new HashMap<>();
        Map<Partition, String> owners = new HashMap<>();
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.is(Kind.ASSIGNED)) {
                owners.put(event.partition(), event.owner());
            } else if (event.is(Kind.RELEASED)) {
                owners.remove(event.partition(), event.owner());
            } else if (event.is(Kind.COMMIT_KEPT)) {
                judgeOwner(event, owners, violations);
                long before = kept.getOrDefault(event.partition(), 0L);
                if (event.position().offset() < before) {
                    violations.add(event.partition() + " went back from " + before + " to "
                            + event.position().offset());
                }
                kept.put(event.partition(), event.position().offset());
            }
        }
        return violations;
    }

    private static void judgeOwner(Event commit, Map<Partition, String> owners, List<String> violations) {
        String owner = owners.getOrDefault(commit.partition(), "nobody");
        if (!commit.owner().isEmpty() && !commit.owner().equals(owner)) {
            violations.add(
                    commit.owner() + " committed " + commit.position() + ", but " + owner + " reads that partition");
        }
    }
}
