package dev.waybill.bench.engine;

import static java.time.Duration.ofSeconds;

import dev.waybill.bench.trial.Journal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what a contender's journal shows, never longer than {@code longest}, nor for long while nothing moves. A
 * repetition is a movement too.
 */
record JournalWatch(Journal journal, Duration longest) {
    private static final Duration LONGEST_STILLNESS = ofSeconds(12);
    private static final Duration QUIET = ofSeconds(1);
    private static final long LOOK_EVERY_NANOS = 20_000_000;

    /** Waits for so many different records. Returns how many came per second after the first. */
    double awaitHandled(long wanted) {
        long start = System.nanoTime();
        long first = 0;
        long moved = start;
        long seen = movements();
        while (journal.handled() < wanted && isShort(start, longest) && isShort(moved, LONGEST_STILLNESS)) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            long now = movements();
            moved = now == seen ? moved : System.nanoTime();
            first = first == 0 && now > 0 ? System.nanoTime() : first;
            seen = now;
        }
        return first == 0 ? Double.NaN : journal.handled() * 1e9 / (System.nanoTime() - first);
    }

    /** Waits for anything to happen. Returns how many seconds it took. */
    double awaitMovement() {
        long start = System.nanoTime();
        long before = movements();
        while (movements() == before && isShort(start, LONGEST_STILLNESS)) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS / 4);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Waits until nothing has happened for a second. */
    void awaitQuiet() {
        long start = System.nanoTime();
        long moved = start;
        long seen = movements();
        while (isShort(moved, QUIET) && isShort(start, longest)) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            long now = movements();
            moved = now == seen ? moved : System.nanoTime();
            seen = now;
        }
    }

    private long movements() {
        return journal.handled() + journal.repeated();
    }

    private static boolean isShort(long since, Duration limit) {
        return System.nanoTime() - since < limit.toNanos();
    }
}
