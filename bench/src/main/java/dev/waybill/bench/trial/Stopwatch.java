package dev.waybill.bench.trial;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Watches a load from outside: starts the clock, stops it, and notices when nothing moves. Confined to one thread. */
final class Stopwatch {
    private static final long LOOK_EVERY_NANOS = 500_000;
    private static final Duration LONGEST_START = Duration.ofSeconds(15);
    private static final Duration LONGEST_STILLNESS = Duration.ofSeconds(5);

    private final OperatingSystemMXBean process =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Load load;
    private final Trial trial;
    private long most;
    private long lastMove = System.nanoTime();
    private long lastHandled;

    Stopwatch(Load load, Trial trial) {
        this.load = load;
        this.trial = trial;
    }

    Outcome measure() {
        if (!reaches(1, LONGEST_START)) {
            return stalled();
        }
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < trial.warm().toNanos() && load.handled() < trial.records()) {
            look();
        }
        long handledBefore = load.handled();
        long cpuBefore = process.getProcessCpuTime();
        long start = System.nanoTime();
        while (load.handled() < trial.records() && System.nanoTime() - start < trial.window().toNanos()) {
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

    private boolean reaches(long records, Duration longest) {
        long start = System.nanoTime();
        while (load.handled() < records) {
            if (System.nanoTime() - start > longest.toNanos()) {
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
        return System.nanoTime() - lastMove < LONGEST_STILLNESS.toNanos();
    }

    private Outcome stalled() {
        return new Outcome(Outcome.Status.STALLED, 0, 0, 0, most, load.handled(), 0);
    }
}
