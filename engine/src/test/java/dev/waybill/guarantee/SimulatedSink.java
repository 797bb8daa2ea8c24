package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.KafkaRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The system of record of a simulated run, which every member delivers to: it takes, refuses, keeps waiting and loses
 * answers as it pleases. The value of a record says whether it is one that this sink never takes. Used by one thread.
 */
final class SimulatedSink {
    /** Values of records that are special. */
    static final String POISON = "poison";

    static final String BROKEN = "broken";

    /** Ends the process that delivers it. */
    static final String KILLER = "killer";

    private static final int PERCENT_LOST_ANSWERS = 5;

    private final List<Call> calls = new ArrayList<>();
    private final Set<Witness> killed = new HashSet<>();
    private final Random random;
    private final int percentAtOnce;
    private final @Nullable SimulatedSink second;
    private int percentFailing;
    private boolean isDown;
    private boolean isCalm;
    private boolean isMended;

    SimulatedSink(Random random, Circumstances with) {
        this.random = random;
        this.percentAtOnce = with.percentAtOnce();
        this.percentFailing = with.percentFailing();
        this.second = new SimulatedSink(random, with.percentAtOnce());
    }

    private SimulatedSink(Random random, int percentAtOnce) {
        this.random = random;
        this.percentAtOnce = percentAtOnce;
        this.percentFailing = random.nextInt(3) * 15;
        this.second = null;
    }

    /** What a second branch delivers to: it fails by itself, but is away whenever this one is. */
    SimulatedSink second() {
        return requireNonNull(second);
    }

    private record Call(Load load, CompletableFuture<Object> answer) {}

    CompletionStage<?> deliver(Load load) {
        if (hasKilled(load.witness())) {
            return new CompletableFuture<>(); // whoever calls is gone
        }
        load.began();
        if (load.records().stream().anyMatch(this::kills)) {
            killed.add(load.witness());
            return new CompletableFuture<>();
        }
        if (random.nextInt(100) < percentAtOnce) {
            var problem = answer(load);
            return problem == null ? completedStage(load) : failedStage(problem);
        }
        var answer = new CompletableFuture<Object>();
        calls.add(new Call(load, answer));
        return answer;
    }

    /** Ends {@code caller} in the middle of what it is doing. */
    void kill(Witness caller) {
        killed.add(caller);
    }

    private boolean kills(KafkaRecord record) {
        return !isMended && value(record).startsWith(KILLER);
    }

    /** Whether the process that {@code caller} writes down has ended in the middle of what it was doing. */
    boolean hasKilled(Witness caller) {
        return killed.contains(caller);
    }

    /** Answers some of the calls that wait. */
    void stir() {
        for (int i = random.nextInt(calls.size() + 1); i > 0 && !calls.isEmpty(); i--) {
            var call = calls.remove(random.nextInt(calls.size()));
            var problem = answer(call.load);
            if (problem == null) {
                call.answer.complete(call.load);
            } else {
                call.answer.completeExceptionally(problem);
            }
        }
        if (second != null) {
            second.stir();
        }
    }

    private @Nullable DeliveryException answer(Load load) {
        DeliveryException problem = null;
        for (var record :
                load.records()) { // up to the first that it does not take, as databases without transactions do
            problem = problem == null ? problem(record) : problem;
            if (problem == null) {
                load.arrived(record);
            }
        }
        if (problem == null && !isCalm && random.nextInt(100) < PERCENT_LOST_ANSWERS) {
            problem = DeliveryException.retriable("answer lost", null);
        }
        if (problem == null) {
            load.taken();
        } else {
            load.refused(problem);
        }
        return problem;
    }

    private @Nullable DeliveryException problem(KafkaRecord record) {
        if (isDown) {
            return random.nextBoolean()
                    ? DeliveryException.unavailable("down", null)
                    : DeliveryException.retriable("connection refused", null);
        }
        String value = value(record);
        if (value.startsWith(POISON) && !isMended) {
            return DeliveryException.poison("never");
        }
        if (!isCalm && (value.startsWith(BROKEN) || random.nextInt(100) < percentFailing)) {
            return random.nextInt(5) == 0
                    ? DeliveryException.throttled("slower", ofMillis(30))
                    : DeliveryException.retriable("not now", null);
        }
        return null;
    }

    static String value(KafkaRecord record) {
        byte[] value = record.value();
        return value == null ? "" : new String(value, UTF_8);
    }

    /** The caller is gone; what it asked for may still arrive. */
    void hangUp(Witness caller) {
        for (var call : List.copyOf(calls)) {
            if (call.load.witness() == caller) {
                calls.remove(call);
                call.load.records().stream()
                        .filter(r -> random.nextBoolean() && problem(r) == null)
                        .forEach(call.load::arrived);
            }
        }
        if (second != null) {
            second.hangUp(caller);
        }
    }

    void down(boolean nowDown) {
        isDown = nowDown;
        if (second != null) {
            second.down(nowDown);
        }
    }

    boolean isDown() {
        return isDown;
    }

    /** From now on it takes even what it never took. */
    void mend() {
        isMended = true;
        if (second != null) {
            second.mend();
        }
    }

    boolean isMended() {
        return isMended;
    }

    /** From now on it takes whatever is not poison. */
    void calmDown() {
        isCalm = true;
        isDown = false;
        if (second != null) {
            second.calmDown();
        }
    }
}
