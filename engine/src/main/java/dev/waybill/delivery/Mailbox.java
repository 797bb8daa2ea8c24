package dev.waybill.delivery;

import dev.waybill.time.Time;
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
    private final AtomicReference<@Nullable Message> top = new AtomicReference<>();
    private final Time time;
    private volatile @Nullable Thread waiting;

    Mailbox(Time time) {
        this.time = time;
    }

    void put(Message message) {
        putQuietly(message);
        wake();
    }

    /** The same without waking the taker, which looks by itself before long. */
    void putQuietly(Message message) {
        Message below;
        do {
            below = top.get();
            message.next = below;
        } while (!top.compareAndSet(below, message));
    }

    /** Everything that came back, linked by {@code next}, in that order: what arrives after a failure speaks for the sink. */
    @Nullable
    Message takeAll() {
        Message message = top.get() == null ? null : top.getAndSet(null);
        Message turned = null;
        while (message != null) {
            Message below = message.next;
            message.next = turned;
            turned = message;
            message = below;
        }
        return turned;
    }

    /** Waits until something lies here, {@link #wake} is called, or the time is up. */
    void await(Duration longest) {
        waiting = Thread.currentThread();
        if (top.get() == null) {
            time.await(longest);
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
