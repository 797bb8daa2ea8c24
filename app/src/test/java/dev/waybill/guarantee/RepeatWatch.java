package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/**
 * R3 over a real service: an event that had arrived some time before a kill was told by a commit since, so its dataset
 * handle is never written again.
 *
 * <p>Thread-safe: guarded by {@code this}. Sampling runs on a thread of its own.
 */
final class RepeatWatch implements AutoCloseable {
    /** Twelve commit intervals: a commit may take its time on a busy machine. */
    private static final Duration TOLD_AFTER = ofSeconds(3);

    private static final Duration ANSWERED_AFTER = ofMillis(400); // longer than the service takes

    private static final int EVERY_MILLIS = 20;

    private final Site site;
    private final Collection<String> datasetHandles;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Map<String, Integer> told = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private Arrivals atLastKill = Arrivals.NONE;

    private record Sample(long nanos, Arrivals arrivals) {}

    /** @param datasetHandles of all events: whose arrival settles them */
    RepeatWatch(Site site, Collection<String> datasetHandles) {
        this.site = site;
        this.datasetHandles = datasetHandles;
        var unused = thread.scheduleWithFixedDelay(this::sample, 0, EVERY_MILLIS, MILLISECONDS);
    }

    private synchronized void sample() {
        samples.add(new Sample(System.nanoTime(), site.arrivals()));
    }

    /** The process is about to be killed, at once. */
    synchronized void killing() {
        long until = System.nanoTime() - TOLD_AFTER.toNanos();
        Arrivals longBefore = atLastKill;
        for (Sample sample : samples) {
            longBefore = sample.nanos <= until ? sample.arrivals : longBefore;
        }
        for (String handle : datasetHandles) {
            if (longBefore.of(handle) > atLastKill.of(handle)) {
                told.putIfAbsent(handle, longBefore.of(handle));
            }
        }
    }

    /** It is gone. What it had asked for may still arrive. */
    void killed() {
        var last = new AtomicReference<>(site.arrivals());
        await().atMost(ofMinutes(2)).pollInterval(ANSWERED_AFTER).until(() -> {
            var now = site.arrivals();
            return now.equals(last.getAndSet(now));
        });
        begin(requireNonNull(last.get()));
    }

    private synchronized void begin(Arrivals arrivals) {
        atLastKill = arrivals;
        samples.clear();
    }

    /** How many events must not have been repeated. */
    synchronized int told() {
        return told.size();
    }

    /** Events that were, all the same. */
    synchronized List<String> violations() {
        Arrivals now = site.arrivals();
        var violations = new ArrayList<String>();
        told.forEach((handle, writes) -> {
            if (now.of(handle) > writes) {
                violations.add(handle + " was written again though it had arrived " + TOLD_AFTER + " before a kill");
            }
        });
        return violations;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
