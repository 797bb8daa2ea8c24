package dev.waybill.delivery;

import dev.waybill.offset.RunMark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How carefully one partition is delivered because an earlier run ended while reading it: few records at a time after the
 * first such end, one at a time after the second; the one that was alone when a run ended goes first in the next.
 * Confined to the loop's thread.
 *
 * <p>Its records wait here instead of at the {@link Dispatcher}. What is let out is counted until it comes back, by whatever
 * outcome: a process that hears of that has survived it.
 */
final class Probation {
    /** Runs that ended after which a record has to go alone. */
    static final int ALONE_FROM = 2;

    /** Records let out together after the first end: so many at most have to go alone after the second. */
    static final int TOGETHER = 64;

    private final ArrayDeque<Flight> waiting = new ArrayDeque<>();
    private final Set<Flight> out = new HashSet<>();
    private final long suspectsUntil;
    private final int endsBefore;
    final long start;
    final long sinceNanos;
    private int crashes;
    private long first;
    private long convicted;
    private boolean isConvictedTaken;
    private long fence;
    private long letOutNanos;

    /** Of a partition that begins at {@code start}, as {@code mark} says; after so many ends that speak against all of it. */
    Probation(RunMark mark, int endsBefore, long start, long nowNanos) {
        this.endsBefore = endsBefore;
        this.crashes = mark.crashes();
        this.suspectsUntil = mark.suspectsUntil();
        boolean isSole = isSole(mark);
        this.convicted = isSole ? mark.alone() : RunMark.NOWHERE;
        this.first = isSole ? RunMark.NOWHERE : mark.alone();
        this.start = start;
        this.fence = start;
        this.sinceNanos = nowNanos;
    }

    /** Whether {@code mark} names one record and suspects no other. */
    static boolean isSole(RunMark mark) {
        return mark.crashes() >= ALONE_FROM && mark.alone() != RunMark.NOWHERE && mark.suspectsUntil() <= mark.alone();
    }

    /** Lets {@code flight} wait for its turn. */
    void await(Flight flight) {
        waiting.addLast(flight);
    }

    boolean isAnyWaiting() {
        return !waiting.isEmpty() || !out.isEmpty();
    }

    /** Whether so many wait that no more need be read. */
    boolean isFull() {
        return waiting.size() >= TOGETHER
                && first == RunMark.NOWHERE
                && (convicted == RunMark.NOWHERE || isConvictedTaken);
    }

    /** Whether its records go one at a time. */
    boolean isAlone() {
        return crashes >= ALONE_FROM && convicted == RunMark.NOWHERE;
    }

    /** Whether the next record still has to go alone, or a later one might have to. */
    boolean hasSuspects(long read) {
        if (first != RunMark.NOWHERE) {
            return true;
        }
        Flight next = waiting.peekFirst();
        return next == null ? read < suspectsUntil : next.offset < suspectsUntil;
    }

    /** Whether one of its records goes before all others that have to go alone. */
    boolean hasFirst() {
        return first != RunMark.NOWHERE;
    }

    /** The record that is never delivered again; {@link RunMark#NOWHERE} if there is none. */
    long convicted() {
        return convicted;
    }

    /** Takes the convicted record from those that wait, if it is among them. */
    @Nullable
    Flight takeConvicted() {
        Flight flight = find(convicted);
        waiting.remove(flight);
        isConvictedTaken |= flight != null;
        return flight;
    }

    /**
     * Whether the convicted record is still to be settled, or to be read, when all below {@code read} were: should another
     * end the process before that, the next run would know of this one only.
     */
    boolean owesConvicted(long read, boolean isReadOn) {
        return convicted != RunMark.NOWHERE && (isConvictedTaken || (read <= convicted && isReadOn));
    }

    private @Nullable Flight find(long offset) {
        for (Flight flight : waiting) {
            if (flight.offset == offset) {
                return flight;
            }
        }
        return null;
    }

    /** The convicted record is settled, or does not exist: the others are only as suspect as they were without it. */
    void acquit() {
        convicted = RunMark.NOWHERE;
        isConvictedTaken = false;
        crashes = endsBefore;
    }

    /**
     * Those that go next, when all below {@code read} were read, and whether more can be read before they go. They wait
     * until they are {@link #letOut let out}.
     */
    List<Flight> next(long read, boolean isReadOn) {
        if (first != RunMark.NOWHERE) {
            Flight flight = find(first);
            if (flight != null) {
                return List.of(flight);
            }
            if (read <= first && isReadOn) {
                return List.of();
            }
            first = RunMark.NOWHERE; // it is gone, or has to wait for another of its key, or for room
        }
        var next = new ArrayList<Flight>();
        for (Flight flight : waiting) {
            if (next.size() == (isAlone() ? 1 : TOGETHER)) {
                break;
            }
            next.add(flight);
        }
        return next;
    }

    /** What the commit before {@code next} are let out has to say; {@code isFirst} if none went alone before in this run. */
    RunMark markFor(List<Flight> next, boolean isFirst) {
        if (convicted != RunMark.NOWHERE) {
            return new RunMark(true, crashes, convicted, convicted);
        }
        if (!isAlone()) {
            return new RunMark(true, crashes, fenceAfter(next), RunMark.NOWHERE);
        }
        if (next.isEmpty()) {
            return new RunMark(true, crashes, suspectsUntil, first);
        }
        long alone = next.get(0).offset;
        return new RunMark(true, crashes, isFirst ? alone : suspectsUntil, alone);
    }

    private long fenceAfter(List<Flight> next) {
        long after = fence;
        for (Flight flight : next) {
            after = Math.max(after, flight.offset + 1);
        }
        return after;
    }

    void letOut(List<Flight> next, long nowNanos) {
        next.forEach(flight -> flight.mayHaveArrived = true);
        fence = fenceAfter(next);
        waiting.removeAll(next);
        out.addAll(next);
        first = next.isEmpty() ? first : RunMark.NOWHERE;
        letOutNanos = nowNanos;
    }

    /** {@code flight} has an outcome. */
    void cameBack(Flight flight) {
        out.remove(flight);
    }

    boolean isAnyOut() {
        return !out.isEmpty();
    }

    /** When the last were let out. */
    long letOutNanos() {
        return letOutNanos;
    }

    /** Nothing is learned from those that are out any more. */
    void forgetOut() {
        out.clear();
    }

    /** The offset after the highest that was let out. */
    long fence() {
        return fence;
    }

    /** All that wait, in their order; none waits any more. */
    List<Flight> end() {
        var all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
