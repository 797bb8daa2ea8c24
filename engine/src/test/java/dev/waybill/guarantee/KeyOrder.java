package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.Event.Partition;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * R4: a delivery begins only when every record before it in its lane is settled; and within one member's time with a
 * partition a lane never goes back, and never does two things at once.
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

    /** The last delivery of a lane in one period. */
    private record Last(long offset, State state) {}

    private enum State {
        OPEN,
        FAILED,
        SETTLED
    }

    @Override
    public List<String> violations(List<Event> history) {
        Map<Position, Lane> lanes = new HashMap<>();
        Map<Lane, TreeSet<Long>> pending = new HashMap<>();
        for (Event event : history) {
            String lane = event.is(Kind.PRODUCED) ? laneOf.apply(event.detail()) : null;
            if (lane != null) {
                var id = new Lane(event.partition(), lane);
                lanes.put(event.position(), id);
                pending.computeIfAbsent(id, l -> new TreeSet<>())
                        .add(event.position().offset());
            }
        }
        var run = new Run(knowsPeriods, pending, new HashMap<>(), new ArrayList<>());
        for (Event event : history) {
            Lane lane = event.at() == null ? null : lanes.get(event.position());
            if (lane != null) {
                run.follow(event, lane);
            }
        }
        return run.violations;
    }

    private record Run(
            boolean knowsPeriods,
            Map<Lane, TreeSet<Long>> pending,
            Map<String, Map<Lane, Last>> lastByOwner,
            List<String> violations) {
        void follow(Event event, Lane lane) {
            long offset = event.position().offset();
            var ofOwner = lastByOwner.computeIfAbsent(event.owner(), o -> new HashMap<>());
            if (event.is(Kind.BEGAN)) {
                judge(event, lane, ofOwner.get(lane));
                ofOwner.put(lane, new Last(offset, State.OPEN));
                return;
            }
            if (Rule.settles(event)) {
                pending.getOrDefault(lane, new TreeSet<>()).remove(offset);
            }
            Last last = ofOwner.get(lane);
            if (last != null && last.offset == offset && (Rule.settles(event) || event.is(Kind.REFUSED))) {
                ofOwner.put(lane, new Last(offset, Rule.settles(event) ? State.SETTLED : State.FAILED));
            }
        }

        private void judge(Event began, Lane lane, @Nullable Last last) {
            long offset = began.position().offset();
            Long ahead = pending.getOrDefault(lane, new TreeSet<>()).lower(offset);
            if (ahead != null) {
                violations.add(began.position() + " began before " + ahead + " of the same lane was settled");
            }
            if (last == null || !knowsPeriods) {
                return;
            }
            if (last.state == State.OPEN) {
                violations.add(began.position() + " began while " + last.offset + " of the same lane was under way");
            } else if (last.offset > offset) {
                violations.add(began.position() + " began after " + last.offset + " of the same lane");
            } else if (last.offset < offset && last.state == State.FAILED) {
                violations.add(began.position() + " overtook " + last.offset + " of the same lane, which had failed");
            }
        }
    }
}
