package dev.waybill.time;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** Two clocks: one for people, one for waiting. Thread-safe. */
public interface Time extends InstantSource {
    /** Nanoseconds from an arbitrary origin; never jumps. */
    long nanos();

    /** The clocks of this machine. */
    static Time system() {
        return SystemTime.INSTANCE;
    }

    /** Whether {@code pause} has passed since {@code startNanos}. */
    default boolean hasPassed(long startNanos, Duration pause) {
        return nanos() - startNanos >= pause.toNanos();
    }

    /** Lets the calling thread wait until it is unparked or the time is up; it may come back earlier. */
    default void await(Duration longest) {
        LockSupport.parkNanos(this, longest.toNanos());
    }
}
