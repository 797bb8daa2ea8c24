package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** R3: after a kill no more is delivered again than the last commit could not tell. */
final class FewRepeats implements Rule {
    /** What a commit tells its successor. */
    enum Resume {
        /** The offset: everything below it is done with. */
        OFFSET,
        /** The offset, and what is settled above it: everything that was settled before it is done with. */
        EXACT
    }

    private final Resume resume;
    private final int slack;

    /**
     * A judge of what {@code resume} promises.
     *
     * @param slack how many records a commit may fail to tell, because they settled while it was being put together
     */
    FewRepeats(Resume resume, int slack) {
        this.resume = resume;
        this.slack = slack;
    }

    /** What was settled in a partition when its last commit was kept, and how far that commit went. */
    private static final class Ledger {
        final Set<Long> arrived = new HashSet<>();
        Set<Long> arrivedAtCommit = Set.of();
        long committed;
        String owner = "";
        Set<Long> known = Set.of();
        final Set<Long> repeated = new LinkedHashSet<>();
        boolean afterKill;

        String process() {
            int end = owner.indexOf(Event.PERIOD);
            return end < 0 ? owner : owner.substring(0, end);
        }
    }

    @Override
    public List<String> violations(List<Event> history) {
        Map<Partition, Ledger> ledgers = new HashMap<>();
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.is(Kind.KILLED)) {
                ledgers.values().stream()
                        .filter(l -> l.process().equals(event.owner()))
                        .forEach(l -> endPeriod(l, true, violations));
            } else if (event.at() != null) {
                follow(event, ledgers.computeIfAbsent(event.partition(), p -> new Ledger()), violations);
            }
        }
        ledgers.values().forEach(l -> endPeriod(l, false, violations));
        return violations;
    }

    private void follow(Event event, Ledger ledger, List<String> violations) {
        long offset = event.position().offset();
        if (event.is(Kind.ASSIGNED)) {
            if (!ledger.owner.isEmpty()) {
                endPeriod(ledger, false, violations);
            }
            ledger.owner = event.owner();
        } else if (event.is(Kind.RELEASED) && ledger.owner.equals(event.owner())) {
            endPeriod(ledger, false, violations);
        } else if (event.is(Kind.ARRIVED)) {
            ledger.arrived.add(offset);
        } else if (event.is(Kind.COMMIT_KEPT)) {
            ledger.committed = Math.max(ledger.committed, offset);
            ledger.arrivedAtCommit = Set.copyOf(ledger.arrived);
        } else if (event.is(Kind.BEGAN) && ledger.afterKill && ledger.owner.equals(event.owner())) {
            if (offset < ledger.committed) {
                violations.add(event.position() + " was delivered again after a kill though " + ledger.committed
                        + " was committed");
            } else if (ledger.known.contains(offset)) {
                ledger.repeated.add(offset);
            }
        }
    }

    private void endPeriod(Ledger ledger, boolean byKill, List<String> violations) {
        if (resume == Resume.EXACT && ledger.repeated.size() > slack) {
            violations.add("%d records were delivered again after a kill that the last commit knew of: %s"
                    .formatted(ledger.repeated.size(), ledger.repeated));
        }
        ledger.repeated.clear();
        ledger.owner = "";
        ledger.afterKill = byKill;
        ledger.known = byKill ? ledger.arrivedAtCommit : Set.of();
    }
}
