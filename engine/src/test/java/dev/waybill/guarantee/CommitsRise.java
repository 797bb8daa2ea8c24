package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * R5: what is committed for a partition never goes back. A member asks for it only while it knows that it reads the
 * partition, and what is kept is its reader's; where a history does not say whose, only the first.
 */
final class CommitsRise implements Rule {
    private record Hold(Partition partition, String owner) {}

    @Override
    public List<String> violations(List<Event> history) {
        Map<Partition, Long> kept = new HashMap<>();
        Map<Partition, String> owners = new HashMap<>();
        Set<Hold> holds = new HashSet<>();
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.is(Kind.ASSIGNED)) {
                owners.put(event.partition(), event.owner());
                holds.add(new Hold(event.partition(), event.owner()));
            } else if (event.is(Kind.RELEASED)) {
                holds.remove(new Hold(event.partition(), event.owner()));
            } else if (event.is(Kind.COMMIT_ASKED)) {
                if (!holds.contains(new Hold(event.partition(), event.owner()))) {
                    violations.add(
                            event.owner() + " wanted to commit " + event.position() + ", which it does not read");
                }
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
