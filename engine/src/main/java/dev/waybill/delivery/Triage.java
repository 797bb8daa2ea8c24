package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Decides what becomes of a flight whose delivery failed. Confined to the loop's thread.
 *
 * <p>A record is given up on a definite answer, or when it failed often enough at a sink while that took enough others.
 * A failure after which the sink took nothing is not counted, nor one while any breaker is not closed. When the sink's own
 * breaker opens, no failure there counts any more: in an outage, and on the way into it, nothing is anybody's fault.
 */
final class Triage {
    enum Decision {
        RETRY,
        PARK,
        /** Deliver the members of a group in smaller groups: one of them may be at fault. */
        HALVE,
        /** Deliver nothing more of this partition. */
        STOP_PARTITION,
        /** Deliver nothing more at all: an operator is needed. */
        STOP
    }

    /** A sink that fails so large a share of its deliveries needs no more attempts than the policy says. */
    private static final double FAILING_NOW_AND_THEN = 0.2;

    private final RetryPolicy policy;
    private final FailurePolicy whenGivenUp;
    private final Sinks sinks;
    private final RandomGenerator random;
    private final Time time;
    private final Set<Flight> failing = new HashSet<>();
    private final Set<Group> failingGroups = new HashSet<>();

    /** Those that failed in partitions that are stopped: remembered, but not judged any more. */
    private final Set<Flight> standing = new HashSet<>();

    Triage(RetryPolicy policy, FailurePolicy whenGivenUp, Sinks sinks, RandomGenerator random, Time time) {
        this.policy = policy;
        this.whenGivenUp = whenGivenUp;
        this.sinks = sinks;
        this.random = random;
        this.time = time;
    }

    /** What is to be done with {@code flight}, which failed at {@code sink}; for a retry, its due time is set. */
    Decision judge(Flight flight, Failure failure, SinkHealth sink) {
        Trouble trouble = flight.trouble;
        if (trouble == null) {
            (flight.partition.stopped ? standing : failing).add(flight);
            trouble = new Trouble(flight.partition.takeEarlierAttempts(flight.offset));
            flight.trouble = trouble;
        }
        trouble.failures++;
        trouble.last = failure;
        trouble.lastSink = sink;
        FailureClass failureClass = failure.failureClass();
        if (failureClass == FailureClass.POISON) {
            return giveUp(flight);
        }
        if (failureClass == FailureClass.MISCONFIGURED) {
            return Decision.STOP;
        }
        var known = trouble.at(sink);
        if (mayBeItsFault(failureClass) && isEnough(known, flight)) {
            return giveUp(flight);
        }
        known.lastFailure = sink.evidence().now();
        flight.dueNanos = time.nanos() + pause(trouble.failures, failure).toNanos();
        return Decision.RETRY;
    }

    /** Whether such a failure may prove to be of the record's own making. */
    private static boolean mayBeItsFault(FailureClass failureClass) {
        return failureClass == FailureClass.TRANSIENT || failureClass == FailureClass.BUG;
    }

    /** Counts one more failure of {@code of}, if it counts. Returns whether so many of them are proof. */
    private boolean isEnough(Trouble.Case known, Flight of) {
        var evidence = known.sink.evidence();
        Object key = KeyBytes.identity(of.record); // its own parts are taken beside the one that fails
        known.failures++;
        if (sinks.areClosed() && (known.counted == 0 || evidence.anyOtherSince(known.lastFailure, key))) {
            known.counted++;
        }
        return known.counted >= policy.attempts()
                && evidence.enoughOthersSince(known.firstFailure, key)
                && isNoChance(known);
    }

    /** The more often the sink fails by chance, the more failures it takes to speak against one record. */
    private boolean isNoChance(Trouble.Case known) {
        return Math.pow(known.chance(), known.counted) <= Math.pow(FAILING_NOW_AND_THEN, policy.attempts());
    }

    /** What is to be done with {@code flight}, which must not be delivered again after so many {@code attempts}. */
    Decision convict(Flight flight, Failure failure, int attempts) {
        failing.add(flight);
        var trouble = new Trouble();
        trouble.failures = attempts;
        trouble.last = failure;
        flight.trouble = trouble;
        return giveUp(flight);
    }

    /**
     * What is to be done with several pieces that failed together at {@code sink}; for a retry, their due time is set. A
     * sink knows them by what they are together, so they stay that as long as an attempt before may have arrived.
     */
    Decision judge(Group group, Failure failure, SinkHealth sink) {
        Trouble trouble = group.trouble;
        if (trouble == null) {
            failingGroups.add(group);
            trouble = new Trouble();
            group.trouble = trouble;
        }
        trouble.failures++;
        FailureClass failureClass = failure.failureClass();
        if (failureClass == FailureClass.MISCONFIGURED) {
            return Decision.STOP;
        }
        if (failureClass == FailureClass.POISON) {
            return Decision.HALVE;
        }
        var known = trouble.at(sink);
        boolean isProven = mayBeItsFault(failureClass) && isEnough(known, group.root());
        if (isProven || (failureClass == FailureClass.BUG && known.counted > 1)) {
            return Decision.HALVE;
        }
        known.lastFailure = sink.evidence().now();
        group.dueNanos = time.nanos() + pause(trouble.failures, failure).toNanos();
        return Decision.RETRY;
    }

    /** {@code flight} arrived. */
    void arrived(Flight flight) {
        if (flight.trouble != null) {
            flight.trouble.overcome();
            gone(flight);
        }
    }

    /** {@code group} arrived. */
    void arrived(Group group) {
        if (group.trouble != null) {
            group.trouble.overcome();
            gone(group);
        }
    }

    /** {@code group} will not be judged any more. */
    void gone(Group group) {
        if (group.trouble != null) {
            group.trouble = null;
            failingGroups.remove(group);
        }
    }

    /** {@code sink} proves to be away: which of the failures there were of that, nobody can tell. */
    void outageBegan(SinkHealth sink) {
        for (Flight flight : failing) {
            requireNonNull(flight.trouble).forgive(sink);
        }
        for (Group group : failingGroups) {
            requireNonNull(group.trouble).forgive(sink);
        }
    }

    private Decision giveUp(Flight flight) {
        if (whenGivenUp == FailurePolicy.HOLD_KEY) {
            flight.dueNanos = time.nanos() + policy.longestPause().toNanos();
            return Decision.RETRY;
        }
        return whenGivenUp == FailurePolicy.STOP ? Decision.STOP_PARTITION : Decision.PARK;
    }

    private Duration pause(int failures, Failure failure) {
        Duration pause = policy.pause(failures, random);
        Duration asked = failure.retryAfter();
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }

    /** Whether nothing fails, so that no delivery is evidence of anything. */
    boolean isCalm() {
        return failing.isEmpty() && failingGroups.isEmpty();
    }

    /** Flights that failed and have neither arrived nor gone. */
    Set<Flight> failing() {
        if (standing.isEmpty()) {
            return failing;
        }
        var all = new HashSet<>(failing);
        all.addAll(standing);
        return all;
    }

    /** Nothing of {@code partition} will be judged any more: no delivery is evidence for or against it. */
    void stopped(PartitionState partition) {
        for (Flight flight : failing) {
            if (flight.partition == partition) {
                standing.add(flight);
            }
        }
        failing.removeAll(standing);
    }

    /** Nothing of partitions that are gone, and no group that has lost all members, will be judged any more. */
    void forgetGone() {
        failing.removeIf(flight -> flight.partition.closed);
        standing.removeIf(flight -> flight.partition.closed);
        failingGroups.removeIf(group -> group.size() == 0);
    }

    /** {@code flight} will not be judged any more. */
    void gone(Flight flight) {
        if (flight.trouble != null) {
            flight.trouble = null;
            failing.remove(flight);
            standing.remove(flight);
        }
    }
}
