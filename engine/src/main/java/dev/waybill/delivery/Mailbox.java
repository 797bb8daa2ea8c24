package dev.waybill.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Flights that came back, on their way to the loop.
 *
 * <p>Any thread puts, one thread takes. What a thread wrote to a flight before putting it, the taker sees.
 */
final class Mailbox {
    private final AtomicReference<@Nullable Flight> top = new AtomicReference<>();
    private volatile @Nullable Thread waiting;

    void put(Flight flight) {
        put(flight, flight);
    }

    /** Puts a chain of flights, linked by {@code next}. */
    void put(Flight first, Flight last) {
        Flight below;
        do {
            below = top.get();
            last.next = below;
        } while (!top.compareAndSet(below, first));
        wake();
    }

    /** Everything that came back, linked by {@code next}, in no particular order. */
    @Nullable
    Flight takeAll() {
        return top.get() == null ? null : top.getAndSet(null);
    }

    /** Waits until something lies here, {@link #wake} is called, or the time is up. */
    void await(Duration longest) {
        waiting = Thread.currentThread();
        if (top.get() == null) {
            LockSupport.parkNanos(this, longest.toNanos());
        }
        waiting = null;
    }

    void wake() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
