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

/**
 * R3: whoever reads a partition next, after a kill or a rebalance, delivers no more again than the last commit could not
 * tell.
 */
final class FewRepeats implements Rule {
    /** What a commit tells its successor. */
    enum Resume {
        /** The offset: everything below it is done with. */
        OFFSET,
        /** The offset, and what is settled above it: everything that was settled when it was asked for is done with. */
        EXACT
    }

    private final Resume resume;
    private final int slack;

    /**
     * A judge of what {@code resume} promises.
     *
     * @param slack how many records a commit may fail to tell
     */
    FewRepeats(Resume resume, int slack) {
        this.resume = resume;
        this.slack = slack;
    }

    /** What the reader of a partition was told, and what the last commit knew of that. */
    private static final class Ledger {
        String owner = "";
        final Set<Long> told = new HashSet<>();
        final Map<String, Set<Long>> toldWhenAsked = new HashMap<>();
        Set<Long> toldWhenKept = new HashSet<>();
        long committed;
        Set<Long> known = Set.of();
        final Set<Long> repeated = new LinkedHashSet<>();

        /** Whatever seemed to have told of the record did not, or it would not be delivered; that is judged once. */
        void forget(long offset) {
            told.remove(offset);
            toldWhenKept.remove(offset);
            toldWhenAsked.values().forEach(set -> set.remove(offset));
        }

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
                        .forEach(l -> endPeriod(l, violations));
            } else if (event.at() != null) {
                follow(event, ledgers.computeIfAbsent(event.partition(), p -> new Ledger()), violations);
            }
        }
        ledgers.values().forEach(l -> endPeriod(l, violations));
        return violations;
    }

    private void follow(Event event, Ledger ledger, List<String> violations) {
        long offset = event.position().offset();
        if (event.is(Kind.ASSIGNED)) {
            if (!ledger.owner.isEmpty()) {
                endPeriod(ledger, violations);
            }
            ledger.owner = event.owner();
            ledger.told.clear();
            ledger.told.addAll(ledger.toldWhenKept);
        } else if (event.is(Kind.COMMIT_KEPT)) {
            ledger.committed = Math.max(ledger.committed, offset);
            ledger.toldWhenKept = ledger.toldWhenAsked.getOrDefault(commit(event), new HashSet<>());
            ledger.known = ledger.owner.isEmpty() ? Set.copyOf(ledger.toldWhenKept) : ledger.known;
        } else if (!event.owner().equals(ledger.owner)) {
            return; // what comes back for an earlier reader, the present one does not hear of
        } else if (event.is(Kind.RELEASED)) {
            endPeriod(ledger, violations);
        } else if (event.is(Kind.ARRIVED)) {
            ledger.told.add(offset);
        } else if (event.is(Kind.REFUSED)) {
            ledger.told.remove(offset); // it had arrived, but its answer was lost
        } else if (event.is(Kind.COMMIT_ASKED)) {
            ledger.toldWhenAsked.put(commit(event), new HashSet<>(ledger.told));
        } else if (event.begins()) {
            judge(event, offset, ledger, violations);
            ledger.forget(offset);
        }
    }

    /** What a commit is known by; one that a stranger made tells nothing. */
    private static String commit(Event event) {
        return event.owner() + " " + event.detail();
    }

    private static void judge(Event began, long offset, Ledger ledger, List<String> violations) {
        if (offset < ledger.committed) {
            violations.add(began.position() + " was delivered again though " + ledger.committed + " was committed");
        } else if (ledger.known.contains(offset)) {
            ledger.repeated.add(offset);
        }
    }

    private void endPeriod(Ledger ledger, List<String> violations) {
        if (resume == Resume.EXACT && ledger.repeated.size() > slack) {
            violations.add("%d records were delivered again that the last commit knew of: %s"
                    .formatted(ledger.repeated.size(), ledger.repeated));
        }
        ledger.repeated.clear();
        ledger.owner = "";
        ledger.known = Set.copyOf(ledger.toldWhenKept);
    }
}
