package dev.waybill.guarantee;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks again and again at the committed offsets, and notes each that went back or passes an event whose dataset handle
 * has not arrived.
 *
 * <p>A sample reads the offsets first and the service after: whatever lay below an offset then must be there now.
 * Sampling runs on a thread of its own; what it found may be asked by any.
 */
final class CommitWatch implements AutoCloseable {
    private static final int EVERY_MILLIS = 25;

    private final Site site;
    private final Map<Integer, List<String>> handles;
    private final Map<Integer, Long> last = new HashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger samples = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /** @param handles by partition and offset, the handle whose arrival settles that event */
    CommitWatch(Site site, Map<Integer, List<String>> handles) {
        this.site = site;
        this.handles = handles;
        var unused = thread.scheduleWithFixedDelay(this::sample, 0, EVERY_MILLIS, MILLISECONDS);
    }

    private void sample() {
        try {
            Map<Integer, Long> committed = site.committed();
            Arrivals arrivals = site.arrivals();
            committed.forEach((partition, offset) -> judge(partition, offset, arrivals));
            samples.incrementAndGet();
        } catch (RuntimeException e) {
            violations.add("no sample could be taken: " + e);
        }
    }

    private void judge(int partition, long offset, Arrivals arrivals) {
        long before = last.getOrDefault(partition, 0L);
        last.put(partition, offset);
        if (offset < before) {
            violations.add("partition %d went back from %d to %d".formatted(partition, before, offset));
        }
        List<String> settling = handles.getOrDefault(partition, List.of());
        for (int passed = 0; passed < offset; passed++) {
            if (!arrivals.has(settling.get(passed))) {
                violations.add("partition %d is committed up to %d, but event %d has not arrived"
                        .formatted(partition, offset, passed));
            }
        }
    }

    int samples() {
        return samples.get();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
