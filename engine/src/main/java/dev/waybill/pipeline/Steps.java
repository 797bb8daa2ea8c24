package dev.waybill.pipeline;

import dev.waybill.delivery.Stage;
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
 * What is done to values on their way to a sink. Immutable: every method returns new steps.
 *
 * @param <T> what the steps so far make of a value
 */
public final class Steps<T> {
    private final List<Stage> stages;

    private Steps(List<Stage> stages) {
        this.stages = stages;
    }

    static <T> Steps<T> none() {
        return new Steps<>(List.of());
    }

    List<Stage> stages() {
        return stages;
    }

    /**
     * Makes something else of each value. What {@code step} throws decides what becomes of the record; null is no value, so
     * a step that answers it has failed.
     */
    public <R> Steps<R> map(Function<? super T, ? extends R> step) {
        return then(new Stage.Now(value -> step.apply(typed(value))));
    }

    /** Makes something else of each value, in its own time; null is no value here either. */
    public <R> Steps<R> mapAsync(Function<? super T, ? extends CompletionStage<? extends R>> step) {
        return then(new Stage.Later(value -> step.apply(typed(value))));
    }

    /** Ends the pipeline, on purpose, for values that {@code test} does not want: their records count as settled. */
    public Steps<T> filter(Predicate<? super T> test) {
        return then(new Stage.Now(value -> test.test(typed(value)) ? value : Stage.FILTERED));
    }

    /**
     * Makes any number of values of each; a record is settled once all of its values arrived. What fails is tried again
     * alone. Values of one record go on side by side.
     */
    public <R> Steps<R> flatMap(Function<? super T, ? extends Iterable<? extends R>> step) {
        return then(new Stage.Each(value -> step.apply(typed(value))));
    }

    /**
     * Gathers values into lists of up to {@code most}, none of which waits longer than {@code longest} for more. One
     * success settles all records of a list. A list that fails for reasons of its own is delivered in halves, until the
     * record at fault is alone.
     */
    public Steps<List<T>> batch(int most, Duration longest) {
        if (most < 1) {
            throw new IllegalArgumentException("a batch must hold 1 or more, got " + most);
        }
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("a batch must wait longer than nothing, got " + longest);
        }
        return then(new Stage.Gather(most, longest));
    }

    /** Gathers all values of {@code length} of time, counted from the first of them, into one list. */
    public Steps<List<T>> window(Duration length) {
        return batch(Integer.MAX_VALUE, length);
    }

    /**
     * Folds values into a state, one for each partition, and goes on with the state. Needs partition order, and no {@link
     * #flatMap} or {@link #batch} before it: a pipeline that is built otherwise is refused. The state
     * begins anew with {@code first} when a partition is assigned: after a restart it knows only of records that were not
     * settled.
     */
    public <S> Steps<S> scan(Supplier<? extends S> first, BiFunction<? super S, ? super T, ? extends S> step) {
        return then(new Stage.Scan(first::get, (state, value) -> step.apply(Steps.<S>typedAs(state), typed(value))));
    }

    /** Remembers the value that came by last, for {@link Pipeline#checkpoint}. */
    public Steps<T> checkpoint(String name) {
        return then(new Stage.Checkpoint(name));
    }

    /** Ends in {@code sink}. */
    public Branch to(Sink<? super T> sink) {
        return end(new Stage.Later(value -> sink.deliver(typed(value))));
    }

    /** Ends in a sink that has taken the value when it returns. */
    public Branch toEach(Consumer<? super T> sink) {
        return end(new Stage.Now(value -> {
            sink.accept(typed(value));
            return value;
        }));
    }

    /** Goes on in each of {@code branches}; a record is settled once it arrived in all of them. */
    @SafeVarargs
    public final Branch branch(Function<Steps<T>, Branch>... branches) {
        if (branches.length == 0) {
            throw new IllegalArgumentException("a pipeline needs at least one branch");
        }
        var chains = new ArrayList<List<Stage>>();
        for (var branch : branches) {
            chains.add(branch.apply(none()).stages());
        }
        return end(new Stage.Branches(chains));
    }

    private Branch end(Stage last) {
        return new Branch(then(last).stages);
    }

    private <R> Steps<R> then(Stage stage) {
        var all = new ArrayList<>(stages);
        all.add(stage);
        return new Steps<>(List.copyOf(all));
    }

    private T typed(Object value) {
        return typedAs(value);
    }

    // The types of the steps say what the one before returned.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <V> V typedAs(Object value) {
        return (V) value;
    }
}
