package dev.waybill.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pieces that are delivered together: one success settles all of them. Touched by one thread at a time, as every piece. */
final class Group extends Piece {
    enum Phase {
        /** To be started when its turn comes. */
        WAITING,
        STARTED,
        /** Its only member failed and is judged for itself; the group keeps its place. */
        ALONE
    }

    final Gathering gathering;
    private final List<Piece> members;
    private @Nullable Set<Object> lanes;

    Phase phase = Phase.WAITING;

    /** When it may be started again, after it failed. */
    long dueNanos = Long.MIN_VALUE / 2;

    /** What its failed deliveries say about it; absent before the first. */
    @Nullable
    Trouble trouble;

    Group(Gathering gathering, List<Piece> members) {
        this.gathering = gathering;
        this.members = new ArrayList<>(members);
    }

    List<Piece> members() {
        return members;
    }

    int size() {
        return members.size();
    }

    /** Makes it ready to start from its first step. */
    void prepare(int firstStage) {
        stage = firstStage;
        outcome = Outcome.AWAY;
        failure = null;
        var values = new ArrayList<Object>(members.size());
        for (Piece member : members) {
            values.add(member.value == null ? member.root().record : member.value);
        }
        value = List.copyOf(values);
    }

    @Override
    Flight root() {
        return members.get(0).root();
    }

    /** The lanes of its members, then and now: no two groups that share one are under way at once. */
    Set<Object> lanes() {
        if (lanes == null) {
            lanes = new HashSet<>();
            addLanes(lanes);
        }
        return lanes;
    }

    private void addLanes(Set<Object> all) {
        for (Piece member : members) {
            if (member instanceof Group group) {
                group.addLanes(all);
            } else if (member.root().lane != Lanes.NONE) {
                all.add(new LaneOf(member.root().partition, member.root().lane));
            }
        }
    }

    private record LaneOf(PartitionState partition, int lane) {}

    /** How many records it holds; parts are of records that are under way already. */
    int flights() {
        int flights = 0;
        for (Piece member : members) {
            flights += member instanceof Group group ? group.flights() : member instanceof Flight ? 1 : 0;
        }
        return flights;
    }

    /** Takes note that its flights are with a worker ({@code 1}) or back from it ({@code -1}). */
    void count(int direction) {
        for (Piece member : members) {
            if (member instanceof Flight flight) {
                flight.count(direction);
            } else if (member instanceof Group group) {
                group.count(direction);
            }
        }
    }
}
