package dev.waybill.delivery;

import dev.waybill.delivery.Flight.Trouble;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
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
 * failure after which the sink took nothing is not counted: during an outage nothing is anybody's fault.
 */
final class Triage {
    enum Decision {
        RETRY,
        PARK,
        STOP
    }

    private final RetryPolicy policy;
    private final PeerEvidence evidence;
    private final RandomGenerator random;
    private final Time time;
    private final Set<Flight> failing = new HashSet<>();

    Triage(RetryPolicy policy, RandomGenerator random, Time time) {
        this.policy = policy;
        this.evidence = new PeerEvidence(policy.peers());
        this.random = random;
        this.time = time;
    }

    /** What is to be done with {@code flight}; for a retry, its due time is set. */
    Decision judge(Flight flight, Failure failure) {
        Trouble trouble = flight.trouble;
        if (trouble == null) {
            failing.add(flight);
            trouble = new Trouble(evidence.now());
            flight.trouble = trouble;
        }
        trouble.failures++;
        trouble.last = failure;
        FailureClass failureClass = failure.failureClass();
        if (failureClass == FailureClass.POISON) {
            return Decision.PARK;
        }
        if (failureClass == FailureClass.MISCONFIGURED) {
            return Decision.STOP;
        }
        if (failureClass == FailureClass.TRANSIENT || failureClass == FailureClass.BUG) {
            if (trouble.counted == 0 || evidence.anySince(trouble.lastFailure)) {
                trouble.counted++;
            }
            if (trouble.counted >= policy.attempts() && evidence.enoughSince(trouble.firstFailure)) {
                return Decision.PARK;
            }
        }
        trouble.lastFailure = evidence.now();
        trouble.dueNanos = time.nanos() + pause(trouble, failure).toNanos();
        return Decision.RETRY;
    }

    private Duration pause(Trouble trouble, Failure failure) {
        Duration pause = policy.pause(trouble.failures, random);
        Duration asked = failure.retryAfter();
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }

    /** The sink took the record of {@code flight}. */
    void delivered(Flight flight) {
        if (!failing.isEmpty()) {
            Object key = KeyBytes.of(flight.fetched.key());
            evidence.delivered(key == null ? flight.record().position() : key);
        }
        gone(flight);
    }

    /** Whether nothing fails, so that no delivery is evidence of anything. */
    boolean isCalm() {
        return failing.isEmpty();
    }

    /** Flights that failed and have neither arrived nor gone. */
    Set<Flight> failing() {
        return failing;
    }

    /** {@code flight} will not be judged any more. */
    void gone(Flight flight) {
        if (flight.trouble != null) {
            flight.trouble = null;
            failing.remove(flight);
        }
    }
}
