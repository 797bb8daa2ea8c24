package dev.waybill.bench.trial;

import static java.util.concurrent.TimeUnit.SECONDS;

/** How a process that a benchmark started comes to its end. */
public final class ProcessEnd {
    private ProcessEnd() {}

    /** Tells it to end, waits so long, and ends it by force if it has not. */
    public static void inGoodOrder(Process process, long longestSeconds) {
        process.destroy();
        try {
            if (!process.waitFor(longestSeconds, SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
