package dev.waybill.pipeline;

import dev.waybill.delivery.DeliveryPlan;
import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.delivery.Stage;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.source.SourceFactory;
import dev.waybill.time.Time;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

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
    private final List<Stage> stages;
    private final Options options;

    private PipelineBuilder(SourceFactory source, List<Stage> stages, Options options) {
        this.source = source;
        this.stages = stages;
        this.options = options;
    }

    static PipelineBuilder<KafkaRecord> from(SourceFactory source) {
        return new PipelineBuilder<>(source, List.of(), new Options());
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

    private PipelineBuilder<T> with(Consumer<Options> change) {
        var changed = new Options(options);
        change.accept(changed);
        return new PipelineBuilder<>(source, stages, changed);
    }

    /** Makes something else of each value. What {@code step} throws decides what becomes of the record. */
    public <R> PipelineBuilder<R> map(Function<? super T, ? extends R> step) {
        return then(new Stage.Now(value -> step.apply(typed(value))));
    }

    /** Makes something else of each value, in its own time. */
    public <R> PipelineBuilder<R> mapAsync(Function<? super T, ? extends CompletionStage<? extends R>> step) {
        return then(new Stage.Later(value -> step.apply(typed(value))));
    }

    /** Ends the pipeline, on purpose, for values that {@code test} does not want: their records count as settled. */
    public PipelineBuilder<T> filter(Predicate<? super T> test) {
        return then(new Stage.Now(value -> test.test(typed(value)) ? value : Stage.FILTERED));
    }

    /** Ends in {@code sink}. */
    public Pipeline to(Sink<? super T> sink) {
        return pipeline(new Stage.Later(value -> sink.deliver(typed(value))));
    }

    /** Ends in a sink that has taken the value when it returns. */
    public Pipeline toEach(Consumer<? super T> sink) {
        return pipeline(new Stage.Now(value -> {
            sink.accept(typed(value));
            return value;
        }));
    }

    private Pipeline pipeline(Stage last) {
        List<Stage> all = new ArrayList<>(stages);
        all.add(last);
        for (var observer : options.observers) {
            all = observer.around(options.name, all);
        }
        var plan = new DeliveryPlan(
                options.name,
                all,
                options.ordering,
                options.retry,
                options.limits,
                options.failures,
                options.exitAtEnd);
        return new Pipeline(source, plan, options.workers, Time.system(), options.observers);
    }

    private <R> PipelineBuilder<R> then(Stage stage) {
        var all = new ArrayList<>(stages);
        all.add(stage);
        return new PipelineBuilder<>(source, List.copyOf(all), options);
    }

    @SuppressWarnings("unchecked") // the builder's type says what the step before returned
    private T typed(Object value) {
        return (T) value;
    }

    private static final class Options {
        private String name = "pipeline";
        private Ordering ordering = Ordering.none();
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private Limits limits = Limits.DEFAULT;
        private FailureStore failures = new FileFailureStore(Path.of("failures"));
        private boolean exitAtEnd;
        private final List<PipelineObserver> observers = new ArrayList<>();
        private int workers = Runtime.getRuntime().availableProcessors();

        Options() {}

        Options(Options from) {
            name = from.name;
            ordering = from.ordering;
            retry = from.retry;
            limits = from.limits;
            failures = from.failures;
            exitAtEnd = from.exitAtEnd;
            workers = from.workers;
            observers.addAll(from.observers);
        }
    }
}
