package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the readers of each partition ended, and what was under way then: what lays the end of a process to a record. To be
 * told of every event, in order.
 */
final class Ends {
    /** So many readers in a row must have ended without a word, the last of them with nothing else under way. */
    private static final int ENOUGH = 3;

    private static final class Hold {
        String owner = "";
        String asked = "";
        String kept = "";
        int endsInARow;
        final Set<Long> underWay = new HashSet<>();
        Optional<Set<Long>> suspects = Optional.empty();
    }

    private final Map<Partition, Hold> holds = new HashMap<>();

    void follow(Event event) {
        if (event.is(Kind.KILLED)) {
            holds.values().stream()
                    .filter(hold -> process(hold).equals(event.owner()))
                    .forEach(Ends::endedWithoutAWord);
        } else if (event.at() != null && !event.owner().isEmpty()) {
            follow(event, holds.computeIfAbsent(event.partition(), p -> new Hold()));
        }
    }

    private static String process(Hold hold) {
        int end = hold.owner.indexOf(Event.PERIOD);
        return end < 0 ? hold.owner : hold.owner.substring(0, end);
    }

    private static void follow(Event event, Hold hold) {
        if (event.is(Kind.ASSIGNED)) {
            if (!hold.owner.isEmpty()) {
                endedWithoutAWord(hold); // it was taken for dead
            }
            hold.owner = event.owner();
            hold.asked = "";
            hold.underWay.clear();
        } else if (!event.owner().equals(hold.owner)) {
            return; // it comes from a reader that is none any more
        } else if (event.is(Kind.RELEASED)) {
            if (event.detail().equals(Event.LOST) || !hold.kept.equals(hold.asked)) {
                endedWithoutAWord(hold);
            } else {
                hold.endsInARow = 0;
                hold.owner = "";
            }
        } else if (event.is(Kind.COMMIT_ASKED)) {
            hold.asked = event.owner() + " " + event.detail();
        } else if (event.is(Kind.COMMIT_KEPT)) {
            hold.kept = event.owner() + " " + event.detail();
        } else if (event.begins()) {
            hold.underWay.add(event.position().offset());
        } else if (event.is(Kind.ARRIVED) || event.is(Kind.REFUSED) || event.is(Kind.FILTERED)) {
            hold.underWay.remove(event.position().offset());
        }
    }

    private static void endedWithoutAWord(Hold hold) {
        hold.owner = "";
        hold.endsInARow++;
        if (hold.endsInARow >= ENOUGH) {
            hold.suspects = Optional.of(Set.copyOf(hold.underWay));
        }
    }

    /** Whether the record of {@code parked}, which this reader did not try, may be taken for what ended those before. */
    boolean mayBeLaidTo(Event parked) {
        var hold = holds.getOrDefault(parked.partition(), new Hold());
        return hold.suspects
                .filter(suspects -> suspects.isEmpty()
                        || suspects.equals(Set.of(parked.position().offset())))
                .isPresent();
    }
}
