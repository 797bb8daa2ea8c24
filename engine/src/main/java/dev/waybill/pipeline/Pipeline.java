package dev.waybill.pipeline;

import dev.waybill.delivery.DeliveryLoop;
import dev.waybill.delivery.DeliveryPlan;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.delivery.DeliveryStats;
import dev.waybill.delivery.Surroundings;
import dev.waybill.failure.FailureStore;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.RecordSource;
import dev.waybill.source.SourceFactory;
import dev.waybill.time.Time;
import dev.waybill.trace.DeliveryTracer;
import dev.waybill.trace.HarmlessTracer;
import dev.waybill.why.ProgressState;
import dev.waybill.why.Why;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Source, steps and sink, with one consumer group: reads records, delivers them, and signs for each at the source once
 * its sink has it.
 *
 * <pre>{@code
 * try (var pipeline = Pipeline.from(KafkaSource.topic("payments").group("ledger").servers("localhost:9092"))
 *         .map(Payment::parse)
 *         .filter(Payment::isBooked)
 *         .mapAsync(rates::convert)
 *         .to(ledger::insert)) {
 *     pipeline.run();
 * }
 * }</pre>
 *
 * <p>Thread-safe: one thread runs it, any may stop it or read its figures.
 */
public final class Pipeline implements AutoCloseable {
    private final SourceFactory source;
    private final DeliveryPlan plan;
    private final int workerThreads;
    private final Time time;
    private final List<PipelineObserver> observers;
    private final AtomicReference<@Nullable DeliveryLoop> running = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopAsked;

    Pipeline(SourceFactory source, DeliveryPlan plan, int workerThreads, Time time, List<PipelineObserver> observers) {
        this.source = source;
        this.plan = plan;
        this.workerThreads = workerThreads;
        this.time = time;
        this.observers = List.copyOf(observers);
    }

    /** Begins a pipeline that reads from {@code source}. */
    public static PipelineBuilder<KafkaRecord> from(SourceFactory source) {
        return PipelineBuilder.from(source);
    }

    /**
     * The same steps, order, limits and sink for other records: reads from {@code other} until it is stopped, and parks in
     * what {@code failures} makes of the failure store.
     */
    public Pipeline reading(SourceFactory other, UnaryOperator<FailureStore> failures) {
        return new Pipeline(other, plan.replaying(failures), workerThreads, time, List.of());
    }

    /** The same, with {@code tracer} in the place of what followed its attempts. */
    public Pipeline tracedBy(DeliveryTracer tracer) {
        return new Pipeline(source, plan.tracedBy(HarmlessTracer.of(tracer)), workerThreads, time, observers);
    }

    /**
     * Delivers until {@link #stop} is called, the end is reached (where that was asked for), or a failure needs an
     * operator. What is in flight then is waited for and its progress kept. Runs once, on the calling thread.
     */
    public DeliveryReport run() {
        try (var workers = new Workers(plan.name(), workerThreads);
                var records = Observers.around(plan.name(), source.open(), observers)) {
            var with = new Surroundings(time, new Random(), workers.steps(), workers.parking());
            var loop = loop(records, with);
            loop.start();
            var watching = Observers.watch(this, observers);
            try {
                while (loop.tick()) {
                    if (Thread.currentThread().isInterrupted()) {
                        loop.stop();
                        Thread.interrupted(); // the loop ends by itself; an interrupted thread could not commit
                    }
                }
            } finally {
                watching.close();
            }
            return loop.report();
        } finally {
            ended.countDown();
        }
    }

    /**
     * The loop of this pipeline over {@code records}, for one who drives it by hand instead of calling {@link #run}: a
     * test. The source that the pipeline was built with is not opened.
     */
    public DeliveryLoop loop(RecordSource records, Surroundings with) {
        var loop = new DeliveryLoop(plan, records, with);
        if (!running.compareAndSet(null, loop)) {
            throw new IllegalStateException("pipeline " + plan.name() + " ran before; build a new one");
        }
        if (stopAsked) {
            loop.stop();
        }
        return loop;
    }

    /** Asks a running pipeline for a clean end and returns at once. */
    public void stop() {
        stopAsked = true;
        var loop = running.get();
        if (loop != null) {
            loop.stop();
        }
    }

    /** Waits for {@link #run} to end. Returns whether it did in time. */
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        return ended.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The value that came by this checkpoint last, if any did since the run began. */
    public Optional<Object> checkpoint(String name) {
        var loop = running.get();
        return loop == null ? Optional.empty() : loop.checkpoint(name);
    }

    /** What it has done so far. */
    public DeliveryStats stats() {
        var loop = running.get();
        return loop == null ? DeliveryStats.NONE : loop.stats();
    }

    /** What holds it up: its state, and the record that each partition waits for. Answered by the thread that runs it. */
    public CompletionStage<Why> why() {
        var loop = running.get();
        if (loop == null) {
            return CompletableFuture.completedStage(empty(ProgressState.STARTING));
        }
        var answer = loop.why();
        boolean nobodyAnswers = hasEnded() && !answer.toCompletableFuture().isDone();
        return nobodyAnswers ? CompletableFuture.completedStage(empty(ProgressState.ENDED)) : answer;
    }

    private Why empty(ProgressState state) {
        return Why.empty(plan.name(), time.instant(), state);
    }

    /** How long ago the thread that runs it gave a sign of life; absent while nothing runs. */
    public Optional<Duration> sinceSignOfLife() {
        var loop = running.get();
        return loop == null || ended.getCount() == 0 ? Optional.empty() : Optional.of(loop.sinceTick());
    }

    /** Whether its run is over. */
    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    public String name() {
        return plan.name();
    }

    /** The clocks it goes by. */
    public Time time() {
        return time;
    }

    /** Asks for a clean end. */
    @Override
    public void close() {
        stop();
    }
}
