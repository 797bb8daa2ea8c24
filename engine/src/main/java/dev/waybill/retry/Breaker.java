package dev.waybill.retry;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.time.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sink is to be asked at all, and by how many deliveries at once.
 *
 * <p>Closed, it lets everything through. It opens when too many of the keys delivered last have failed; only answers that
 * say nothing about the record count as failures, so records that are broken never open it. Open, it lets nothing through
 * until a pause is over; then it is half open: one delivery is tried, and if that fails the pause is longer. If it
 * succeeds, the breaker is closed, and lets one more through at once with each success. A sink that asks for a slower pace
 * is left alone for as long as it asked, and then
 * gets half as many at once. Not thread-safe: the thread that owns the deliveries owns this.
 */
public final class Breaker {
    /** What it lets through. */
    public enum State {
        CLOSED,
        HALF_OPEN,
        OPEN
    }

    private final BreakerPolicy policy;
    private final Time time;
    private final int most;
    private final LinkedHashMap<Object, Boolean> failedByKey = new LinkedHashMap<>();
    private State state = State.CLOSED;
    private int failedKeys;
    private double allowance;
    private int openings;
    private boolean isRecovering;
    private long opened;
    private long openedNanos;
    private long pauseStart;
    private Duration pause = Duration.ZERO;
    private @Nullable Failure openedBy;

    /** Closed; lets through {@code most} deliveries at once at the most. */
    public Breaker(BreakerPolicy policy, Time time, int most) {
        this.policy = policy;
        this.time = time;
        this.most = most;
        this.allowance = most;
    }

    /** How many deliveries may be under way now; 0 while it is open. */
    public int allowance() {
        if (state == State.OPEN && isPauseOver()) {
            state = State.HALF_OPEN;
            allowance = 1;
            forget();
        }
        return state == State.OPEN || !isPauseOver() ? 0 : (int) allowance;
    }

    private boolean isPauseOver() {
        return pause.isZero() || time.hasPassed(pauseStart, pause);
    }

    public State state() {
        return state;
    }

    /** The failure that opened it, while it is not closed. */
    public @Nullable Failure openedBy() {
        return openedBy;
    }

    /** Whether it has opened, and nothing has arrived since. */
    public boolean isSinkAway() {
        return state == State.OPEN || (state == State.HALF_OPEN && allowance <= 1);
    }

    /** How long the sink has been away, while it is. */
    public Duration sinceOpened() {
        return isSinkAway() ? Duration.ofNanos(time.nanos() - openedNanos) : Duration.ZERO;
    }

    /** How long the sink is still left alone; nothing once it may be asked. */
    public Duration untilAsked() {
        return isPauseOver() ? Duration.ZERO : pause.minusNanos(time.nanos() - pauseStart);
    }

    /** How often the sink has gone away. */
    public long opened() {
        return opened;
    }

    /** Whether nothing failed lately, so that no delivery needs to be told of. */
    public boolean isCalm() {
        return failedKeys == 0 && allowance >= most && state == State.CLOSED;
    }

    /** The sink took a record with {@code key}, or said that the record itself is at fault: it works. */
    public void answered(Object key) {
        note(key, false);
        if (state == State.HALF_OPEN) {
            state = State.CLOSED;
            openings = 0;
            openedBy = null;
            isRecovering = true;
        }
        if (allowance < most) {
            allowance += isRecovering ? 1 : 1 / Math.max(1, allowance);
        }
        if (allowance >= most || allowance >= policy.keys()) {
            allowance = isRecovering ? most : allowance;
            isRecovering = false;
        }
    }

    /** A delivery of a record with {@code key} failed. */
    public void failed(Object key, Failure failure) {
        FailureClass failureClass = failure.failureClass();
        if (failureClass == FailureClass.THROTTLED) {
            slowDown(failure.retryAfter());
        } else if (failureClass == FailureClass.TRANSIENT
                || failureClass == FailureClass.UNAVAILABLE
                || isProbe(failure)) {
            note(key, true);
            boolean tooMany = failedKeys >= policy.ratio() * failedByKey.size();
            boolean enough = state == State.HALF_OPEN || failedByKey.size() >= policy.fewest();
            if (state != State.OPEN && enough && tooMany) {
                open(failure);
            }
        } else if (failureClass == FailureClass.POISON) {
            answered(key);
        }
    }

    /** An unforeseen failure may be the record's own; but while it is not known whether the sink works, it is no proof of that. */
    private boolean isProbe(Failure failure) {
        return failure.failureClass() == FailureClass.BUG && state == State.HALF_OPEN;
    }

    private void slowDown(@Nullable Duration asked) {
        if (isPauseOver()) {
            allowance = Math.max(1, allowance / 2);
            isRecovering = false;
            startPause(asked == null ? policy.firstPause() : asked);
        }
    }

    private void open(Failure failure) {
        if (!isSinkAway()) {
            opened++;
            openedNanos = time.nanos();
        }
        state = State.OPEN;
        openedBy = failure;
        forget();
        long nanos = policy.firstPause().toNanos() << Math.min(openings, 20);
        openings++;
        Duration longest = policy.longestPause();
        startPause(nanos > longest.toNanos() ? longest : Duration.ofNanos(nanos));
    }

    private void startPause(Duration length) {
        pauseStart = time.nanos();
        pause = length;
    }

    private void forget() {
        failedByKey.clear();
        failedKeys = 0;
    }

    private void note(Object key, boolean failed) {
        Boolean before = failedByKey.remove(key);
        failedKeys -= before != null && before ? 1 : 0;
        failedByKey.put(key, failed);
        failedKeys += failed ? 1 : 0;
        if (failedByKey.size() > policy.keys()) {
            var oldest = failedByKey.entrySet().iterator();
            failedKeys -= oldest.next().getValue() ? 1 : 0;
            oldest.remove();
        }
    }
}
