package dev.waybill.bench.trial;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Completes millions of futures per second, each after a delay, to the nearest half millisecond: a stand-in for a fast
 * remote service.
 *
 * <p>Thread-safe. A thread of its own completes what is due; {@link #close} ends it.
 */
final class TimerWheel implements AutoCloseable {
    /** A future that will be due. Belongs to one wheel, and is used once. */
    abstract static class Timed extends CompletableFuture<Void> {
        private long dueTick;
        private @Nullable Timed next;

        /** Completes it. */
        abstract void due();
    }

    /*
     * Slot t % SLOTS is a stack of what is due at tick t. A caller may be held up between reading the clock and
     * pushing, and find that the wheel has passed: whoever pushes looks again afterwards and empties the slot itself.
     */
    static final long TICK_NANOS = 500_000;
    private static final int SLOTS = 1024;

    private final AtomicReferenceArray<@Nullable Timed> slots = new AtomicReferenceArray<>(SLOTS);
    private final long origin = System.nanoTime();
    private final Thread thread;
    private volatile long passed;
    private volatile boolean closed;

    TimerWheel(String name) {
        thread = new Thread(this::turn, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets {@code timed} be due in {@code delayNanos}, at most half a second. */
    void schedule(Timed timed, long delayNanos) {
        if (delayNanos > SLOTS * TICK_NANOS - TICK_NANOS) {
            throw new IllegalArgumentException("a delay of " + Duration.ofNanos(delayNanos) + " is too long");
        }
        timed.dueTick = (System.nanoTime() - origin + delayNanos + TICK_NANOS / 2) / TICK_NANOS;
        push(timed);
        if (passed >= timed.dueTick) {
            empty(timed.dueTick);
        }
    }

    private void push(Timed timed) {
        int slot = slot(timed.dueTick);
        Timed head;
        do {
            head = slots.get(slot);
            timed.next = head;
        } while (!slots.compareAndSet(slot, head, timed));
    }

    private void turn() {
        long tick = 0;
        while (!closed) {
            long now = (System.nanoTime() - origin) / TICK_NANOS;
            while (tick < now) {
                tick++;
                passed = tick;
                empty(tick);
            }
            long wait = origin + (tick + 1) * TICK_NANOS - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private void empty(long tick) {
        Timed stack = slots.getAndSet(slot(tick), null);
        Timed queue = null;
        while (stack != null) { // first come, first served
            Timed following = stack.next;
            stack.next = queue;
            queue = stack;
            stack = following;
        }
        while (queue != null) {
            Timed timed = queue;
            queue = timed.next;
            timed.next = null;
            if (timed.dueTick <= passed) {
                timed.due();
            } else {
                push(timed); // of a later turn of the wheel
            }
        }
    }

    private static int slot(long tick) {
        return (int) (tick & (SLOTS - 1));
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
