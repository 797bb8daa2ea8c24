package dev.waybill.pipeline;

import dev.waybill.delivery.DeliveryPlan;
import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.delivery.SettleListener;
import dev.waybill.delivery.Stage;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.source.SourceFactory;
import dev.waybill.time.Time;
import dev.waybill.trace.DeliveryTracer;
import dev.waybill.trace.HarmlessTracer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A pipeline that lacks its sink. Immutable: every method returns a new builder, so a prefix can be shared.
 *
 * <p>Defaults: no order, {@link Limits#DEFAULT}, {@link RetryPolicy#DEFAULT}, failures in files below {@code failures/},
 * as many worker threads as processors.
 *
 * @param <T> what the steps so far make of a record
 */
public final class PipelineBuilder<T> {
    private final SourceFactory source;
    private final Steps<T> steps;
    private final Options options;

    private PipelineBuilder(SourceFactory source, Steps<T> steps, Options options) {
        this.source = source;
        this.steps = steps;
        this.options = options;
    }

    static PipelineBuilder<KafkaRecord> from(SourceFactory source) {
        return new PipelineBuilder<>(source, Steps.none(), new Options());
    }

    /** Names the pipeline, for logs, threads and figures. */
    public PipelineBuilder<T> named(String name) {
        return with(o -> o.name = name);
    }

    /** Sets which records wait for each other. */
    public PipelineBuilder<T> ordered(Ordering ordering) {
        return with(o -> o.ordering = ordering);
    }

    /** Sets how a failed delivery is tried again. */
    public PipelineBuilder<T> retrying(RetryPolicy retry) {
        return with(o -> o.retry = retry);
    }

    /** Sets when the sink counts as unavailable; meanwhile nothing is delivered and nothing parked. */
    public PipelineBuilder<T> breaking(BreakerPolicy breaker) {
        return with(o -> o.breaker = breaker);
    }

    /** Sets what happens to a record that is given up. */
    public PipelineBuilder<T> whenGivenUp(FailurePolicy policy) {
        return with(o -> o.whenGivenUp = policy);
    }

    /** Sets the bounds of memory and concurrency. */
    public PipelineBuilder<T> within(Limits limits) {
        return with(o -> o.limits = limits);
    }

    /** Sets where records go that cannot be delivered. */
    public PipelineBuilder<T> parkingIn(FailureStore failures) {
        return with(o -> o.failures = failures);
    }

    /** Sets how many threads run the steps that have their result when they return. */
    public PipelineBuilder<T> workers(int threads) {
        return with(o -> o.workers = threads);
    }

    /** Ends the run once everything is settled that was there when it began. */
    public PipelineBuilder<T> exitAtEnd() {
        return with(o -> o.exitAtEnd = true);
    }

    /** Lets {@code observer} watch each run. */
    public PipelineBuilder<T> observedBy(PipelineObserver observer) {
        return with(o -> o.observers.add(observer));
    }

    /**
     * Lets {@code tracer} follow each attempt to deliver, also of what is replayed. Without, nothing is followed, at no cost.
     */
    public PipelineBuilder<T> tracedBy(DeliveryTracer tracer) {
        return with(o -> o.tracer = HarmlessTracer.of(tracer));
    }

    private PipelineBuilder<T> with(Consumer<Options> change) {
        var changed = new Options(options);
        change.accept(changed);
        return new PipelineBuilder<>(source, steps, changed);
    }

    /** See {@link Steps#map}. */
    public <R> PipelineBuilder<R> map(Function<? super T, ? extends R> step) {
        return then(steps.map(step));
    }

    /** See {@link Steps#mapAsync}. */
    public <R> PipelineBuilder<R> mapAsync(Function<? super T, ? extends CompletionStage<? extends R>> step) {
        return then(steps.mapAsync(step));
    }

    /** See {@link Steps#filter}. */
    public PipelineBuilder<T> filter(Predicate<? super T> test) {
        return then(steps.filter(test));
    }

    /** See {@link Steps#flatMap}. */
    public <R> PipelineBuilder<R> flatMap(Function<? super T, ? extends Iterable<? extends R>> step) {
        return then(steps.flatMap(step));
    }

    /** See {@link Steps#batch}. */
    public PipelineBuilder<List<T>> batch(int most, Duration longest) {
        return then(steps.batch(most, longest));
    }

    /** See {@link Steps#window}. */
    public PipelineBuilder<List<T>> window(Duration length) {
        return then(steps.window(length));
    }

    /** See {@link Steps#scan}. */
    public <S> PipelineBuilder<S> scan(
            Supplier<? extends S> first, BiFunction<? super S, ? super T, ? extends S> step) {
        return then(steps.scan(first, step));
    }

    /** See {@link Steps#checkpoint}. */
    public PipelineBuilder<T> checkpoint(String name) {
        return then(steps.checkpoint(name));
    }

    /** Starts no more than {@code perSecond} records in a second. */
    public PipelineBuilder<T> rateLimit(double perSecond) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate must be more than nothing, got " + perSecond);
        }
        return with(o -> o.perSecond = perSecond);
    }

    /** Tells {@code listener} of every record that is settled. */
    public PipelineBuilder<T> whenSettled(SettleListener listener) {
        return with(o -> o.whenSettled = listener);
    }

    /**
     * Has {@code hurry} called again and again while nothing else goes before what is under way has come back: after a run that
     * did not end cleanly, and at the end of this one. For steps that keep records until others come, which then do not. It is
     * called on the loop's thread, so it must be quick.
     */
    public PipelineBuilder<T> whenAwaited(Runnable hurry) {
        return with(o -> o.whenAwaited = hurry);
    }

    /** See {@link Steps#to}. */
    public Pipeline to(Sink<? super T> sink) {
        return pipeline(steps.to(sink));
    }

    /** See {@link Steps#toEach}. */
    public Pipeline toEach(Consumer<? super T> sink) {
        return pipeline(steps.toEach(sink));
    }

    /** See {@link Steps#branch}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // handed on as they came, never written to
    public final Pipeline branch(Function<Steps<T>, Branch>... branches) {
        return pipeline(steps.branch(branches));
    }

    private Pipeline pipeline(Branch whole) {
        Contradictions.refuse(whole.stages(), options.ordering, options.whenGivenUp);
        List<Stage> all = whole.stages();
        for (var observer : options.observers) {
            all = observer.around(options.name, all);
        }
        var plan = new DeliveryPlan(
                options.name,
                all,
                options.ordering,
                options.retry,
                options.breaker,
                options.whenGivenUp,
                options.limits,
                options.failures,
                options.perSecond,
                options.whenSettled,
                options.whenAwaited,
                options.tracer,
                options.exitAtEnd);
        return new Pipeline(source, plan, options.workers, Time.system(), options.observers);
    }

    private <R> PipelineBuilder<R> then(Steps<R> more) {
        return new PipelineBuilder<>(source, more, options);
    }

    private static final class Options {
        private String name = "pipeline";
        private Ordering ordering = Ordering.none();
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private BreakerPolicy breaker = BreakerPolicy.DEFAULT;
        private FailurePolicy whenGivenUp = FailurePolicy.PARK;
        private Limits limits = Limits.DEFAULT;
        private FailureStore failures = new FileFailureStore(Path.of("failures"));
        private double perSecond = Double.POSITIVE_INFINITY;
        private SettleListener whenSettled = DeliveryPlan.NOBODY;
        private Runnable whenAwaited = DeliveryPlan.NOTHING;
        private DeliveryTracer tracer = DeliveryTracer.NONE;
        private boolean exitAtEnd;
        private final List<PipelineObserver> observers = new ArrayList<>();
        private int workers = Runtime.getRuntime().availableProcessors();

        Options() {}

        Options(Options from) {
            name = from.name;
            ordering = from.ordering;
            retry = from.retry;
            breaker = from.breaker;
            whenGivenUp = from.whenGivenUp;
            limits = from.limits;
            failures = from.failures;
            perSecond = from.perSecond;
            whenSettled = from.whenSettled;
            whenAwaited = from.whenAwaited;
            tracer = from.tracer;
            exitAtEnd = from.exitAtEnd;
            workers = from.workers;
            observers.addAll(from.observers);
        }
    }
}
