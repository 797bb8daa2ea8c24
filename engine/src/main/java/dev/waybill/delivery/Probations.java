package dev.waybill.delivery;

import static java.time.Duration.ofSeconds;

import dev.waybill.failure.FailurePolicy;
import dev.waybill.offset.RunMark;
import dev.waybill.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the record that ends the process, by what runs before this one left in their commits. Confined to the loop's
 * thread.
 *
 * <p>Each end narrows the suspicion: to what the run had read, then to a few records, then to one. A record is given up
 * when at least three runs in a row ended and the last had let out nothing else of what was suspected: a kill from outside
 * that hits one of many that go alone one after the other proves nothing, so that one only goes first in the next run. Whatever lets a run go on to speak (an outcome,
 * a revocation, a stop) takes the suspicion back. What was proven stays proven until a run is ended cleanly: the next one
 * tries a record that could not be parked once more.
 */
final class Probations {
    private static final Logger log = LoggerFactory.getLogger(Probations.class);

    /** Of a run that follows one that ended cleanly, or that has earned as much. */
    private static final RunMark OPEN = new RunMark(true, 0, RunMark.NOWHERE, RunMark.NOWHERE);

    private static final int MOST_CRASHES = 1_000;

    /** How long a partition stays on probation, at least: its earlier run may have read on for as long without a commit. */
    private static final Duration LEAST = ofSeconds(2);

    private final String pipeline;
    private final boolean isHeld;
    private final Limits limits;
    private final Partitions partitions;
    private final Dispatcher dispatcher;
    private final FlightArrivals flights;
    private final Commits commits;
    private final Time time;
    private final Set<TopicPartition> lostHere = new HashSet<>();
    private long triedNanos;
    private boolean wasRefused;
    private boolean wasAnyAlone;
    private boolean isAnyOut;

    Probations(
            DeliveryPlan plan,
            Partitions partitions,
            Dispatcher dispatcher,
            FlightArrivals flights,
            Commits commits,
            Time time) {
        this.pipeline = plan.name();
        this.isHeld = plan.whenGivenUp() == FailurePolicy.HOLD_KEY; // a convicted record stays, and others go on
        this.limits = plan.limits();
        this.partitions = partitions;
        this.dispatcher = dispatcher;
        this.flights = flights;
        this.commits = commits;
        this.time = time;
    }

    /** These partitions, already resumed, are read from now on. */
    void assigned(Collection<TopicPartition> ids) {
        for (var partition : partitions.among(ids)) {
            boolean isOwn = lostHere.remove(partition.id); // this process lives, so it was not brought down
            var before = partition.resumed == null
                    ? RunMark.NONE
                    : partition.resumed.extras().mark();
            var now = next(before, partition.head(), isOwn);
            partition.mark(now);
            partition.isMarkUrgent = true;
            if (now.crashes() > 0) {
                int endsBefore = before.open() ? 1 : 0; // a partition that was given back is no more suspect for others
                partition.probation = new Probation(now, endsBefore, partition.head(), time.nanos());
                logBegin(partition, now, before.open());
            }
        }
    }

    /**
     * The mark of a run that begins at {@code head} after a run that left {@code before}. One of this process proves
     * nothing, but nothing may go before the broker has forgotten whom that suspected.
     */
    static RunMark next(RunMark before, long head, boolean isOwn) {
        if (before.open() && isOwn) {
            return before.crashes() == 0 ? OPEN : new RunMark(true, 1, head, RunMark.NOWHERE);
        }
        boolean isNamed = before.alone() != RunMark.NOWHERE && before.alone() >= head;
        if (Probation.isSole(before) && isNamed) {
            return new RunMark(true, before.crashes(), before.alone(), before.alone());
        }
        if (!before.open()) {
            return isNamed ? new RunMark(true, before.crashes(), before.suspectsUntil(), before.alone()) : OPEN;
        }
        boolean isSameAgain = before.crashes() > 0 && head < before.suspectsUntil();
        int crashes = isSameAgain ? Math.min(before.crashes() + 1, MOST_CRASHES) : 1;
        return isSameAgain
                ? new RunMark(true, crashes, before.suspectsUntil(), isNamed ? before.alone() : RunMark.NOWHERE)
                : new RunMark(true, 1, head, RunMark.NOWHERE);
    }

    private void logBegin(PartitionState partition, RunMark mark, boolean isAfterCrash) {
        var event = log.atWarn()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("partition", partition.id)
                .addKeyValue("attempt", mark.crashes());
        if (isAfterCrash) {
            event.log(
                    "the run before this one did not end cleanly; the partition's next records are delivered a few at a"
                            + " time, after a second such end one at a time");
        } else {
            event.addKeyValue("offset", mark.alone())
                    .log(
                            Probation.isSole(mark)
                                    ? "a record that ended the process before is not delivered again in this run"
                                    : "a record that ended the process before is tried once more, alone, because the run that"
                                            + " gave it up was ended cleanly");
        }
    }

    /** These partitions are read elsewhere, while this process lives: what it was at says nothing, what it knew still holds. */
    void lost(Collection<TopicPartition> ids) {
        left(partitions.among(ids));
    }

    /** The same of {@code leaving}, as far as the broker does not know how they were left. */
    void left(Collection<PartitionState> leaving) {
        for (var partition : leaving) {
            if (convicted(partition) == RunMark.NOWHERE && !isLeftCleanly(partition)) {
                lostHere.add(partition.id);
            }
        }
    }

    private static boolean isLeftCleanly(PartitionState partition) {
        return !partition.extras.mark().open() && partition.isMarkKept();
    }

    /** From now on nothing that happens to this process is laid to a record of {@code leaving}; what was proven holds. */
    void leaveCleanly(Collection<PartitionState> leaving) {
        for (var partition : leaving) {
            if (partition.extras.mark().open()) { // else the run has said more: that it ends
                long convicted = convicted(partition);
                partition.mark(
                        convicted == RunMark.NOWHERE
                                ? RunMark.NONE
                                : new RunMark(false, Probation.ALONE_FROM, convicted, convicted));
                partition.isMarkUrgent = !partition.isMarkKept();
            }
        }
    }

    /** The run ends as it was asked to: whoever starts the next one wants a convicted record to be tried once more. */
    void endCleanly(Collection<PartitionState> all) {
        for (var partition : all) {
            long convicted = convicted(partition);
            partition.mark(
                    convicted == RunMark.NOWHERE
                            ? RunMark.NONE
                            : new RunMark(false, Probation.ALONE_FROM, convicted + 1, convicted));
            partition.isMarkUrgent = !partition.isMarkKept();
        }
    }

    private static long convicted(PartitionState partition) {
        var probation = partition.probation;
        return probation == null ? RunMark.NOWHERE : probation.convicted();
    }

    /** Whether others wait for some that were let out. */
    boolean isAnyOut() {
        return isAnyOut;
    }

    /** Lets out what may go next. */
    void advance() {
        boolean isAnyAlone = false;
        isAnyOut = false;
        boolean isAnyFirst = false;
        for (var partition : partitions.all()) {
            var probation = partition.probation;
            if (probation != null) {
                convict(partition, probation);
                endIfThrough(partition, probation);
            }
            var left = partition.probation;
            if (left != null) {
                // One that waits for room to read on, or for ever, must not hold up those that can go on.
                boolean isInTheWay = !partition.stopped && (left.isAnyWaiting() || !partition.paused);
                isAnyAlone |= isInTheWay && left.isAlone();
                isAnyOut |= left.isAnyOut();
                isAnyFirst |= isInTheWay && left.hasFirst();
            }
        }
        if (!mayAsk()) {
            return;
        }
        for (var partition : partitions.all()) {
            var probation = partition.probation;
            if (probation == null || partition.isHeldBack() || probation.isAnyOut()) {
                continue;
            }
            boolean isItsTurn = !isAnyFirst || probation.hasFirst();
            boolean mayGo = !isAnyAlone || (probation.isAlone() && isItsTurn && !isAnyOut);
            mayGo &= isHeld || !probation.owesConvicted(partition.nextOffset(), !partition.paused);
            isAnyOut |= letOut(
                    partition,
                    probation,
                    mayGo ? probation.next(partition.nextOffset(), !partition.paused) : List.of());
        }
    }

    private void convict(PartitionState partition, Probation probation) {
        if (probation.convicted() == RunMark.NOWHERE) {
            return;
        }
        if (partition.head() > probation.convicted()) {
            probation.acquit();
            return;
        }
        Flight flight = probation.takeConvicted();
        if (flight != null) {
            flights.convict(flight);
        }
    }

    private void endIfThrough(PartitionState partition, Probation probation) {
        if (probation.convicted() != RunMark.NOWHERE) {
            if (isTooLongOut(probation)) {
                probation.forgetOut();
            }
        } else if (mayAsk() && (isTooLongOut(probation) || isThrough(partition, probation))) {
            partition.mark(OPEN);
            if (isSaid(partition)) { // what is no longer suspected must not be found in the mark
                partition.probation = null;
                probation.end().forEach(dispatcher::add);
            }
        }
    }

    /** A record may hang as long as a sink does, and no kill in that time tells anything about it. */
    private boolean isTooLongOut(Probation probation) {
        return probation.isAnyOut() && time.hasPassed(probation.letOutNanos(), limits.drain());
    }

    private boolean isThrough(PartitionState partition, Probation probation) {
        if (probation.isAnyOut()) {
            return false;
        }
        if (probation.isAlone()) {
            return !probation.hasSuspects(partition.nextOffset());
        }
        boolean wasReached = probation.fence() >= probation.start + limits.inFlight() || partition.isIdle();
        return (wasReached && time.hasPassed(probation.sinceNanos, LEAST))
                || probation.fence() >= probation.start + limits.span();
    }

    /** Says in a commit what goes next, then lets it go. Returns whether any did. */
    private boolean letOut(PartitionState partition, Probation probation, List<Flight> next) {
        partition.mark(probation.markFor(next, !wasAnyAlone));
        if (!isSaid(partition) || next.isEmpty()) {
            return false;
        }
        wasAnyAlone |= probation.isAlone();
        probation.letOut(next, time.nanos());
        next.forEach(dispatcher::release);
        return true;
    }

    /** Whether the broker has not just refused a commit. */
    private boolean mayAsk() {
        return !wasRefused || time.hasPassed(triedNanos, limits.commitInterval());
    }

    /** Whether the broker knows the mark; it is told if it does not. Where commits say nothing, none need know. */
    private boolean isSaid(PartitionState partition) {
        if (!partition.isMarkKept() && commits.format().chars() > 0) {
            commits.commitNow(partitions.all());
        }
        wasRefused = !partition.isMarkKept() && commits.format().chars() > 0;
        triedNanos = time.nanos();
        return !wasRefused;
    }
}
