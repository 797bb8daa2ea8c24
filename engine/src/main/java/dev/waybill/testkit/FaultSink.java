package dev.waybill.testkit;

import static java.time.Duration.ZERO;
import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pipeline.Sink;
import dev.waybill.record.KafkaRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sink in memory with switches for what sinks do to their callers. Switches stay on until {@link #heal}; a value that
 * is poison stays poison.
 *
 * <p>Used by one thread.
 *
 * @param <T> what is delivered
 */
public final class FaultSink<T> implements Sink<T> {
    private final ManualTime time;
    private final Random random;
    private final List<T> taken = new ArrayList<>();
    private Predicate<? super T> poison = value -> false;
    private Duration pause = ZERO;
    private boolean down;
    private int failPercent;
    private int losePercent;
    private int calls;

    private FaultSink(ManualTime time, long seed) {
        this.time = time;
        this.random = new Random(seed);
    }

    /** A sink that takes everything at once, until told otherwise. */
    public static <T> FaultSink<T> on(ManualTime time) {
        return on(time, 7);
    }

    /** The same; {@code seed} decides which deliveries those are that fail at random. */
    public static <T> FaultSink<T> on(ManualTime time, long seed) {
        return new FaultSink<>(time, seed);
    }

    /** Nothing gets through: every delivery fails as unavailable. */
    public FaultSink<T> down() {
        down = true;
        return this;
    }

    /** Every answer comes after {@code pause}. */
    public FaultSink<T> slow(Duration pause) {
        this.pause = pause;
        return this;
    }

    /** So many of a hundred deliveries fail, and may succeed when tried again. */
    public FaultSink<T> fail(int percent) {
        failPercent = percent;
        return this;
    }

    /** So many of a hundred deliveries get through, but their caller is told that they timed out. */
    public FaultSink<T> loseAnswers(int percent) {
        losePercent = percent;
        return this;
    }

    /** Values for which {@code test} holds are refused for good. */
    public FaultSink<T> poisonWhere(Predicate<? super T> test) {
        poison = test;
        return this;
    }

    /** Works again: what {@link #down}, {@link #slow}, {@link #fail} and {@link #loseAnswers} switched on ends. */
    public FaultSink<T> heal() {
        down = false;
        pause = ZERO;
        failPercent = 0;
        losePercent = 0;
        return this;
    }

    /** Every value that got through, in that order; one that came twice stands here twice. */
    public List<T> taken() {
        return List.copyOf(taken);
    }

    /** How often a delivery was begun. */
    public int calls() {
        return calls;
    }

    @Override
    public CompletionStage<?> deliver(T value) {
        calls++;
        if (pause.isZero()) {
            var failure = answer(value);
            return failure == null ? completedStage(value) : failedStage(failure);
        }
        var later = new CompletableFuture<T>();
        time.after(pause, () -> {
            var failure = answer(value);
            if (failure == null) {
                later.complete(value);
            } else {
                later.completeExceptionally(failure);
            }
        });
        return later;
    }

    private @Nullable DeliveryException answer(T value) {
        if (down) {
            return DeliveryException.unavailable("the sink is down, as the test asked", null);
        }
        if (poison.test(value)) {
            return DeliveryException.poison("the sink refuses " + shown(value) + ", as the test asked");
        }
        if (random.nextInt(100) < failPercent) {
            return DeliveryException.retriable("the sink failed, as the test asked", null);
        }
        taken.add(value);
        return random.nextInt(100) < losePercent
                ? DeliveryException.retriable("the answer was lost, as the test asked", null)
                : null;
    }

    private static Object shown(Object value) {
        return value instanceof KafkaRecord record ? record.position() : value;
    }
}
