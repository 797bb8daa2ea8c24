package dev.waybill.testkit;

import static java.time.Duration.ofMillis;

import dev.waybill.delivery.DeliveryLoop;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.delivery.DeliveryStats;
import dev.waybill.delivery.Surroundings;
import dev.waybill.pipeline.Pipeline;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * One run of a real pipeline over {@link MemoryTopics}, driven by hand: all its steps run on the calling thread, and time
 * passes when asked. The same test does the same thing each time.
 *
 * <p>The source that the pipeline was built with is not opened. A pipeline runs once: to go on after {@link #crash} or
 * {@link #stop}, build it anew. Used by one thread.
 */
public final class TestRun implements AutoCloseable {
    private static final Duration STEP = ofMillis(10);
    private static final int TICKS_PER_STEP = 4;
    private static final int MOST_TICKS = 1_000_000;

    private final MemorySource source;
    private final ManualTime time;
    private final DeliveryLoop loop;
    private boolean isRunning = true;

    private TestRun(MemorySource source, ManualTime time, DeliveryLoop loop) {
        this.source = source;
        this.time = time;
        this.loop = loop;
    }

    /** Starts {@code pipeline}, as the only reader of {@code topics}. */
    public static TestRun start(Pipeline pipeline, MemoryTopics topics, ManualTime time) {
        var source = topics.open();
        var loop = pipeline.loop(source, new Surroundings(time, new Random(7), Runnable::run, Runnable::run));
        loop.start();
        var run = new TestRun(source, time, loop);
        run.tick();
        return run;
    }

    /** Lets the pipeline do what it can do now. Where it waits for a delivery, some milliseconds pass. */
    public void tick() {
        for (int i = 0; i < TICKS_PER_STEP && isRunning; i++) {
            isRunning = loop.tick();
        }
    }

    /** Lets {@code duration} pass. */
    public void pass(Duration duration) {
        long end = time.nanos() + duration.toNanos();
        tick();
        while (time.nanos() < end) {
            time.advance(min(STEP, Duration.ofNanos(end - time.nanos())));
            tick();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Lets time pass until {@code condition} holds. Throws an {@link AssertionError} if it does not within {@code longest}. */
    public void passUntil(BooleanSupplier condition, Duration longest) {
        long end = time.nanos() + longest.toNanos();
        tick();
        while (!condition.getAsBoolean()) {
            if (time.nanos() >= end) {
                throw new AssertionError("not within " + longest + "; so far: " + stats());
            }
            pass(STEP);
        }
    }

    /** Ends it cleanly: what is in flight is waited for, progress is kept. */
    public DeliveryReport stop() {
        loop.stop();
        for (int i = 0; isRunning; i++) {
            if (i == MOST_TICKS) {
                throw new AssertionError("the pipeline does not end; so far: " + stats());
            }
            pass(STEP);
        }
        source.close();
        return loop.report();
    }

    /** Ends it as {@code kill -9} does: nothing more is started, committed or heard. */
    public void crash() {
        isRunning = false;
        source.close();
    }

    /** Whether it has neither ended nor crashed. */
    public boolean isRunning() {
        return isRunning;
    }

    /** The group member that it reads through: for rebalances and refused commits. */
    public MemorySource source() {
        return source;
    }

    /** What it has done so far. */
    public DeliveryStats stats() {
        return loop.stats();
    }

    /** Crashes it, unless it has ended. */
    @Override
    public void close() {
        crash();
    }
}
