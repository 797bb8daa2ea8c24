package dev.waybill.testkit;

import dev.waybill.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that moves when it is told to. Whoever waits on it does not wait: the clock moves on by as much.
 *
 * <p>Used by one thread.
 */
public final class ManualTime implements Time {
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::dueNanos).thenComparingLong(Timer::number));
    private long nanos;
    private long nextNumber;

    private record Timer(long dueNanos, long number, Runnable task) {}

    /** Moves on by {@code duration}, and runs what is {@link #after due} on the way, each at its own moment. */
    public void advance(Duration duration) {
        long end = nanos + duration.toNanos();
        for (Timer next = timers.peek(); next != null && next.dueNanos <= end; next = timers.peek()) {
            timers.remove();
            nanos = Math.max(nanos, next.dueNanos);
            next.task.run();
        }
        nanos = Math.max(nanos, end);
    }

    /** Runs {@code task} once this clock has moved on by {@code pause}. */
    public void after(Duration pause, Runnable task) {
        timers.add(new Timer(nanos + pause.toNanos(), nextNumber++, task));
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return ORIGIN.plusNanos(nanos);
    }

    @Override
    public void await(Duration longest) {
        advance(longest);
    }
}
