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
 * say nothing about the record count as failures, so records that are broken never open it. Failures that nobody foresaw
 * may be the records' own; they open it when next to nothing else is heard. Open, it lets nothing through until a pause is
 * over; then it is half open: one delivery is tried, and if that fails the pause is longer. If it succeeds, the breaker is
 * closed, and lets one more through at once with each success. A sink that asks for a slower pace is left alone for as
 * long as it asked, and then gets half as many at once. Not thread-safe: the thread that owns the deliveries owns this.
 */
public final class Breaker {
    /** What it lets through. */
    public enum State {
        CLOSED,
        HALF_OPEN,
        OPEN
    }

    private enum Answer {
        TOOK,
        FAILED,
        /** Failed, and nobody knows why: it may be the sink, or the record. */
        UNFORESEEN
    }

    /** So large a share of the keys must have failed, if some of them did for a reason that nobody foresaw. */
    private static final double NEARLY_ALL = 0.9;

    private final BreakerPolicy policy;
    private final Time time;
    private final int most;
    private final LinkedHashMap<Object, Answer> lastAnswers = new LinkedHashMap<>();
    private State state = State.CLOSED;
    private int failedKeys;
    private int unforeseenKeys;
    private double allowance;
    private int openings;
    private boolean isRecovering;
    private long opened;
    private long openedNanos;
    private long pauseStart;
    private Duration pause = Duration.ZERO;
    private @Nullable Failure openedBy;

    /** Whether a failure that speaks against the sink for certain opened it, or kept it open. */
    private boolean isRefusing;

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
            forgetFailures();
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

    /** Whether, while it is not closed, something spoke against the sink for certain. */
    public boolean isRefusing() {
        return isRefusing;
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
        return failedKeys + unforeseenKeys == 0 && allowance >= most && state == State.CLOSED;
    }

    /** The sink took a record with {@code key}, or said that the record itself is at fault: it works. */
    public void answered(Object key) {
        note(key, Answer.TOOK);
        if (state == State.HALF_OPEN) {
            state = State.CLOSED;
            openings = 0;
            openedBy = null;
            isRefusing = false;
            isRecovering = true;
        }
        if (allowance < most) {
            allowance += isRecovering ? 1 : 1 / Math.max(1, allowance);
        }
        if (allowance >= most || allowance >= policy.keys()) {
            allowance = isRecovering ? most : allowance;
            isRecovering = false;
        }
        if (isCalm()) {
            lastAnswers.clear(); // nobody tells of deliveries from now on, so these would grow old
        }
    }

    /** A delivery of a record with {@code key} failed. */
    public void failed(Object key, Failure failure) {
        FailureClass failureClass = failure.failureClass();
        if (failureClass == FailureClass.THROTTLED) {
            slowDown(failure.retryAfter());
        } else if (failureClass == FailureClass.TRANSIENT || failureClass == FailureClass.UNAVAILABLE) {
            failed(key, Answer.FAILED, failure);
        } else if (failureClass == FailureClass.BUG) {
            failed(key, Answer.UNFORESEEN, failure);
        } else if (failureClass == FailureClass.POISON) {
            answered(key);
        }
    }

    private void failed(Object key, Answer how, Failure failure) {
        note(key, how);
        if (state == State.HALF_OPEN || (state == State.CLOSED && isSinkLost())) {
            open(failure);
        }
    }

    /** Few keys prove something only if hardly any of them was taken; with many, their share does. */
    private boolean isSinkLost() {
        int keys = lastAnswers.size();
        int lost = failedKeys + unforeseenKeys;
        boolean isWindowFull = keys >= policy.keys();
        boolean tooManyFail =
                failedKeys >= policy.ratio() * keys && (isWindowFull || failedKeys >= keys - lost + policy.fewest());
        boolean hardlyAnyArrives = lost >= NEARLY_ALL * keys && (isWindowFull || keys >= 2 * policy.fewest());
        return tooManyFail || hardlyAnyArrives;
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
        forgetFailures();
        isRefusing |= failure.failureClass() != FailureClass.BUG;
        if (!isRefusing) {
            startPause(policy.firstPause()); // there may be many broken records before the first that is not
            return;
        }
        long nanos = policy.firstPause().toNanos() << Math.min(openings, 20);
        openings++;
        Duration longest = policy.longestPause();
        startPause(nanos > longest.toNanos() ? longest : Duration.ofNanos(nanos));
    }

    private void startPause(Duration length) {
        pauseStart = time.nanos();
        pause = length;
    }

    /** What failed in an outage says nothing of the time after it. Who was taken is known as long as there is no more to know. */
    private void forgetFailures() {
        lastAnswers.values().removeIf(answer -> answer != Answer.TOOK);
        failedKeys = 0;
        unforeseenKeys = 0;
    }

    private void note(Object key, Answer answer) {
        count(lastAnswers.remove(key), -1);
        lastAnswers.put(key, answer);
        count(answer, 1);
        if (lastAnswers.size() > policy.keys()) {
            var oldest = lastAnswers.entrySet().iterator();
            count(oldest.next().getValue(), -1);
            oldest.remove();
        }
    }

    private void count(@Nullable Answer answer, int by) {
        failedKeys += answer == Answer.FAILED ? by : 0;
        unforeseenKeys += answer == Answer.UNFORESEEN ? by : 0;
    }
}
