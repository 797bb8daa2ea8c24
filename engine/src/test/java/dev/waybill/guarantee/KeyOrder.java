package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * R4: a delivery begins only when every record before it in its lane is settled; and within one member's time with a
 * partition a lane never goes back, and never does two things at once. What goes in one call goes in its order there.
 */
final class KeyOrder implements Rule {
    private final Function<String, @Nullable String> laneOf;
    private final boolean knowsPeriods;

    private KeyOrder(Function<String, @Nullable String> laneOf, boolean knowsPeriods) {
        this.laneOf = laneOf;
        this.knowsPeriods = knowsPeriods;
    }

    /** Records with equal keys are a lane; those without one are none. */
    static KeyOrder byKey() {
        return new KeyOrder(Event::key, true);
    }

    /** Every partition is a lane. */
    static KeyOrder byPartition() {
        return new KeyOrder(content -> "", true);
    }

    /** The same for a history that does not tell the periods of a member: only what went before a record is judged. */
    KeyOrder withoutPeriods() {
        return new KeyOrder(laneOf, false);
    }

    private record Lane(Partition partition, String name) {}

    /** What one member did to a lane in one period. */
    private static final class Past {
        final TreeSet<Long> begun = new TreeSet<>();
        final TreeSet<Long> underWay = new TreeSet<>();
        final TreeSet<Long> failed = new TreeSet<>();
        final TreeSet<Long> done = new TreeSet<>();

        void follow(Event event, long offset) {
            if (event.begins()) {
                begun.add(offset);
                failed.remove(offset);
                underWay.add(offset);
            } else if (event.is(Kind.REFUSED)) {
                underWay.remove(offset);
                done.remove(offset);
                failed.add(offset);
            } else if (Rule.settles(event)) {
                underWay.remove(offset);
                failed.remove(offset);
                if (begun.contains(offset)) {
                    done.add(offset);
                }
            }
        }
    }

    @Override
    public List<String> violations(List<Event> history) {
        Map<Position, Lane> lanes = new HashMap<>();
        Map<Lane, NavigableSet<Long>> pending = new HashMap<>();
        for (Event event : history) {
            String lane = event.is(Kind.PRODUCED) ? laneOf.apply(event.detail()) : null;
            if (lane != null) {
                var id = new Lane(event.partition(), lane);
                lanes.put(event.position(), id);
                pending.computeIfAbsent(id, l -> new TreeSet<>())
                        .add(event.position().offset());
            }
        }
        var run = new Run(knowsPeriods, pending);
        for (Event event : history) {
            Lane lane = event.at() == null ? null : lanes.get(event.position());
            run.follow(event, lane);
        }
        return run.violations;
    }

    private static final class Run {
        private final boolean knowsPeriods;
        private final Map<Lane, NavigableSet<Long>> pending;
        private final Map<String, Map<Lane, Past>> pastByOwner = new HashMap<>();
        private final List<String> violations = new ArrayList<>();

        /** Where the deliveries go that go with the last that began. */
        private final Set<Position> company = new HashSet<>();

        Run(boolean knowsPeriods, Map<Lane, NavigableSet<Long>> pending) {
            this.knowsPeriods = knowsPeriods;
            this.pending = pending;
        }

        void follow(Event event, @Nullable Lane lane) {
            if (event.is(Kind.BEGAN)) {
                company.clear();
            }
            if (lane == null) {
                return;
            }
            long offset = event.position().offset();
            var past = pastByOwner
                    .computeIfAbsent(event.owner(), o -> new HashMap<>())
                    .computeIfAbsent(lane, l -> new Past());
            if (event.begins()) {
                judge(event, lane, past);
                company.add(event.position());
            } else if (Rule.settles(event)) {
                pending.getOrDefault(lane, new TreeSet<>()).remove(offset);
            }
            if (knowsPeriods) {
                past.follow(event, offset);
            }
        }

        private void judge(Event began, Lane lane, Past past) {
            long offset = began.position().offset();
            Long ahead = last(pending.getOrDefault(lane, new TreeSet<>()).headSet(offset, false), lane);
            if (ahead != null) {
                violations.add(began.position() + " began before " + ahead + " of the same lane was settled");
            }
            Long open = last(past.underWay, lane);
            Long failed = last(past.failed.headSet(offset, false), lane);
            if (open != null) {
                violations.add(began.position() + " began while " + open + " of the same lane was under way");
            } else if (failed != null) {
                violations.add(began.position() + " overtook " + failed + " of the same lane, which had failed");
            } else if (past.done.higher(offset) != null
                    || (!past.begun.contains(offset) && past.begun.higher(offset) != null)) {
                violations.add(began.position() + " began after " + past.begun.last() + " of the same lane");
            }
        }

        /** The last of {@code offsets} that does not go in the same call. */
        private @Nullable Long last(NavigableSet<Long> offsets, Lane lane) {
            for (long offset : offsets.descendingSet()) {
                if (!company.contains(new Position(lane.partition.topic(), lane.partition.number(), offset))) {
                    return offset;
                }
            }
            return null;
        }
    }
}
