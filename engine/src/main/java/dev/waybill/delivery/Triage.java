package dev.waybill.delivery;

import dev.waybill.delivery.Flight.Trouble;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.retry.Breaker;
import dev.waybill.retry.PeerEvidence;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Decides what becomes of a flight whose delivery failed. Confined to the loop's thread.
 *
 * <p>A record is given up on a definite answer, or when it failed often enough while the sink took enough others. A
 * failure after which the sink took nothing is not counted, nor one while the breaker is not closed, nor one that proves
 * to be of the outage that opened it: during an outage nothing is anybody's fault.
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

    private final RetryPolicy policy;
    private final FailurePolicy whenGivenUp;
    private final Breaker breaker;
    private final PeerEvidence evidence;
    private final RandomGenerator random;
    private final Time time;
    private final Set<Flight> failing = new HashSet<>();
    private final Set<Group> failingGroups = new HashSet<>();

    /** Those that failed in partitions that are stopped: remembered, but not judged any more. */
    private final Set<Flight> standing = new HashSet<>();

    Triage(RetryPolicy policy, FailurePolicy whenGivenUp, Breaker breaker, RandomGenerator random, Time time) {
        this.policy = policy;
        this.whenGivenUp = whenGivenUp;
        this.breaker = breaker;
        this.evidence = new PeerEvidence(policy.peers());
        this.random = random;
        this.time = time;
    }

    /** What is to be done with {@code flight}; for a retry, its due time is set. */
    Decision judge(Flight flight, Failure failure) {
        Trouble trouble = flight.trouble;
        if (trouble == null) {
            (flight.partition.stopped ? standing : failing).add(flight);
            trouble = new Trouble(evidence.now());
            trouble.counted = flight.partition.takeEarlierAttempts(flight.offset);
            trouble.failures = trouble.counted;
            trouble.lastFailure = trouble.firstFailure;
            flight.trouble = trouble;
        }
        trouble.failures++;
        trouble.last = failure;
        FailureClass failureClass = failure.failureClass();
        if (failureClass == FailureClass.POISON) {
            return giveUp(trouble);
        }
        if (failureClass == FailureClass.MISCONFIGURED) {
            return Decision.STOP;
        }
        if (failureClass == FailureClass.TRANSIENT || failureClass == FailureClass.BUG) {
            trouble.lastCounts = breaker.state() == Breaker.State.CLOSED
                    && (trouble.counted == 0 || evidence.anySince(trouble.lastFailure));
            if (trouble.lastCounts) {
                trouble.counted++;
            }
            if (trouble.counted >= policy.attempts() && evidence.enoughSince(trouble.firstFailure)) {
                return giveUp(trouble);
            }
        }
        trouble.lastFailure = evidence.now();
        trouble.dueNanos = time.nanos() + pause(trouble.failures, failure).toNanos();
        return Decision.RETRY;
    }

    /** What is to be done with {@code flight}, which must not be delivered again after so many {@code attempts}. */
    Decision convict(Flight flight, Failure failure, int attempts) {
        failing.add(flight);
        var trouble = new Trouble(evidence.now());
        trouble.failures = attempts;
        trouble.last = failure;
        flight.trouble = trouble;
        return giveUp(trouble);
    }

    /** What is to be done with several pieces that failed together; for a retry, their due time is set. */
    Decision judge(Group group, Failure failure) {
        group.failures++;
        failingGroups.add(group);
        FailureClass failureClass = failure.failureClass();
        if (failureClass == FailureClass.MISCONFIGURED) {
            return Decision.STOP;
        }
        boolean othersArrive = group.failures > 1 && evidence.anySince(group.lastFailure);
        boolean isOutage = failureClass == FailureClass.UNAVAILABLE || failureClass == FailureClass.THROTTLED;
        if (failureClass == FailureClass.POISON || failureClass == FailureClass.BUG || (othersArrive && !isOutage)) {
            return Decision.HALVE;
        }
        group.lastFailure = evidence.now();
        group.dueNanos = time.nanos() + pause(group.failures, failure).toNanos();
        return Decision.RETRY;
    }

    /** {@code group} will not be judged any more. */
    void gone(Group group) {
        group.failures = 0;
        failingGroups.remove(group);
    }

    /** The breaker opened: what failed since the sink took anything counts no more. */
    void outageBegan() {
        for (Flight flight : failing) {
            Trouble trouble = flight.trouble;
            if (trouble != null && trouble.lastCounts && !evidence.anySince(trouble.lastFailure)) {
                trouble.lastCounts = false;
                trouble.counted--;
            }
        }
    }

    private Decision giveUp(Trouble trouble) {
        if (whenGivenUp == FailurePolicy.HOLD_KEY) {
            trouble.lastFailure = evidence.now();
            trouble.dueNanos = time.nanos() + policy.longestPause().toNanos();
            return Decision.RETRY;
        }
        return whenGivenUp == FailurePolicy.STOP ? Decision.STOP_PARTITION : Decision.PARK;
    }

    private Duration pause(int failures, Failure failure) {
        Duration pause = policy.pause(failures, random);
        Duration asked = failure.retryAfter();
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }

    /** The sink took the record of {@code flight}. */
    void delivered(Flight flight) {
        if (!isCalm()) {
            evidence.delivered(KeyBytes.identity(flight.record));
        }
        gone(flight);
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
