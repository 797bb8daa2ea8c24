package dev.waybill.delivery;

import dev.waybill.delivery.Group.Phase;
import dev.waybill.time.Time;
import dev.waybill.trace.Ending;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Gathers pieces into groups at one step of a pipeline, and starts the groups. Groups start in the order in which they
 * were closed where they share a lane; others do not wait for each other. Confined to the loop's thread.
 */
final class Gathering {
    final Stage[] chain;
    private final int step;
    private final Stage.Gather wanted;
    private final Time time;
    private final List<Group> groups = new ArrayList<>();
    private List<Piece> open = new ArrayList<>();
    private long openedNanos;

    Gathering(Stage[] chain, int step, Time time) {
        this.chain = chain;
        this.step = step;
        this.wanted = (Stage.Gather) chain[step];
        this.time = time;
    }

    void join(Piece piece) {
        if (piece.alone != null) {
            piece.alone.phase = Phase.WAITING; // it was alone there when that failed
            return;
        }
        if (open.isEmpty()) {
            openedNanos = time.nanos();
        }
        open.add(piece);
        if (open.size() >= wanted.most()) {
            close();
        }
    }

    /** Lets what is gathered go on as it is. */
    void close() {
        if (!open.isEmpty()) {
            groups.add(new Group(this, open));
            open = new ArrayList<>();
        }
    }

    /** The same, if anything of a partition that is to be given up is among it. */
    void closeLeaving() {
        if (open.stream().anyMatch(Gathering::isLeaving)) {
            close();
        }
    }

    private static boolean isLeaving(Piece piece) {
        return piece instanceof Group group
                ? group.members().stream().anyMatch(Gathering::isLeaving)
                : piece.root().partition.leaving;
    }

    /** The same, if it has waited for others long enough. */
    void closeOld() {
        if (!open.isEmpty() && time.hasPassed(openedNanos, wanted.longest())) {
            close();
        }
    }

    /** Starts every group whose turn it is, until one cannot be; returns whether all could. */
    boolean start(Predicate<Group> starter) {
        Set<Object> busy = new HashSet<>();
        for (Group group : groups) {
            var lanes = group.lanes();
            boolean isDue = group.phase == Phase.WAITING && time.nanos() - group.dueNanos >= 0;
            if (isDue && lanes.stream().noneMatch(busy::contains)) {
                group.prepare(step + 1);
                if (!starter.test(group)) {
                    return false;
                }
                group.phase = Phase.STARTED;
            }
            busy.addAll(lanes);
        }
        return true;
    }

    /** Puts two groups with half of the members each in the place of {@code group}. */
    void halve(Group group) {
        int place = groups.indexOf(group);
        var members = group.members();
        int half = members.size() / 2;
        groups.set(place, new Group(this, members.subList(0, half)));
        groups.add(place + 1, new Group(this, members.subList(half, members.size())));
    }

    void finished(Group group) {
        groups.remove(group);
    }

    /** Takes out what is not started and not to be started any more. */
    List<Piece> removeOver() {
        var removed = removeOver(open);
        for (Group group : groups) {
            if (group.phase != Phase.STARTED) {
                removed.addAll(removeOver(group.members()));
            }
        }
        groups.removeIf(g -> g.size() == 0);
        return removed;
    }

    private static List<Piece> removeOver(List<Piece> pieces) {
        var over = new ArrayList<Piece>();
        for (Piece piece : pieces) {
            if (piece.root().partition.isOver()) {
                piece.root().ended(Ending.UNSETTLED);
                over.add(piece);
            }
        }
        pieces.removeAll(over);
        return over;
    }

    /** Pieces that wait here to be started. */
    int waiting() {
        int sum = open.size();
        for (Group group : groups) {
            sum += group.phase == Phase.WAITING ? group.size() : 0;
        }
        return sum;
    }

    /** Shows each record, or part of one, that waits here to be started. */
    void forEachWaiting(Consumer<Piece> shown) {
        show(open, shown);
        for (Group group : groups) {
            if (group.phase == Phase.WAITING) {
                show(group.members(), shown);
            }
        }
    }

    private static void show(List<Piece> pieces, Consumer<Piece> shown) {
        for (Piece piece : pieces) {
            if (piece instanceof Group group) {
                show(group.members(), shown);
            } else {
                shown.accept(piece);
            }
        }
    }

    boolean isAnyStarted() {
        return groups.stream().anyMatch(g -> g.phase == Phase.STARTED);
    }
}
