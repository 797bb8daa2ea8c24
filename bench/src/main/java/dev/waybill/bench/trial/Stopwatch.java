package dev.waybill.bench.trial;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Watches a load from outside: starts the clock, stops it, and notices when nothing moves. Confined to one thread. */
final class Stopwatch {
    private static final long LOOK_EVERY_NANOS = 1_000_000;

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Load load;
    private final Trial trial;
    private final Duration longestStart;
    private final Duration longestStillness;
    private long most;
    private long lastMove = System.nanoTime();
    private long lastHandled;

    /** A watch that gives a contender up when it takes longer than this to begin, or is still for longer. */
    Stopwatch(Load load, Trial trial, Duration longestStart, Duration longestStillness) {
        this.load = load;
        this.trial = trial;
        this.longestStart = longestStart;
        this.longestStillness = longestStillness;
    }

    Outcome measure() {
        if (!begins()) {
            return stalled();
        }
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < trial.warm().toNanos() && load.handled() < trial.records()) {
            look();
        }
        long handledBefore = load.handled();
        long cpuBefore = process.getProcessCpuTime();
        long start = System.nanoTime();
        while (load.handled() < trial.records()
                && System.nanoTime() - start < trial.window().toNanos()) {
            if (!look()) {
                return stalled();
            }
        }
        long nanos = System.nanoTime() - start;
        long records = load.handled() - handledBefore;
        long cpu = process.getProcessCpuTime() - cpuBefore;
        return records == 0
                ? stalled()
                : new Outcome(Outcome.Status.DONE, records, nanos, cpu, most, load.handled(), 0);
    }

    private boolean begins() {
        long start = System.nanoTime();
        while (load.handled() == 0) {
            if (System.nanoTime() - start > longestStart.toNanos()) {
                return false;
            }
            look();
        }
        lastMove = System.nanoTime();
        return true;
    }

    /** Waits a little. Returns false if nothing was handled for long. */
    private boolean look() {
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
        most = Math.max(most, load.inFlight());
        long handled = load.handled();
        if (handled != lastHandled) {
            lastHandled = handled;
            lastMove = System.nanoTime();
        }
        return System.nanoTime() - lastMove < longestStillness.toNanos();
    }

    private Outcome stalled() {
        return new Outcome(Outcome.Status.STALLED, 0, 0, 0, most, load.handled(), 0);
    }
}
