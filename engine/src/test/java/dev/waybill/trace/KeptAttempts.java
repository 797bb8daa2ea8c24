package dev.waybill.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.Header;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the records that have the header {@link #FOLLOWED}, and refuses calls that a tracer need not expect. Used by one thread.
 */
public final class KeptAttempts implements DeliveryTracer {
    /** What a record brings that is to be followed. */
    public static final List<Header> FOLLOWED = List.of(new Header("traceparent", "followed".getBytes(US_ASCII)));

    private final List<Kept> all = new ArrayList<>();
    private final Deque<Kept> inside = new ArrayDeque<>();

    @Override
    public Optional<Attempt> begin(Delivery delivery) {
        if (delivery.record().headers().stream().noneMatch(h -> h.name().equals("traceparent"))) {
            return Optional.empty();
        }
        return Optional.of(kept(delivery.record().keyText() + " " + delivery.attempt(), List.of()));
    }

    @Override
    public Optional<Attempt> together(List<Attempt> members, int size) {
        var known = members.stream().map(Kept.class::cast).toList();
        return Optional.of(kept("group of " + size, known));
    }

    private Kept kept(String name, List<Kept> members) {
        var attempt = new Kept(name, members);
        all.add(attempt);
        return attempt;
    }

    /** What became of each attempt, in the order in which they began: {@code name: ENDING}, and the class of the failure. */
    public List<String> ends() {
        return all.stream().map(Kept::toString).toList();
    }

    /** An attempt that was followed. */
    public final class Kept implements Attempt {
        final String name;
        final List<Kept> members;
        private @Nullable Ending how;
        private Optional<FailureClass> why = Optional.empty();

        private Kept(String name, List<Kept> members) {
            this.name = name;
            this.members = members;
        }

        @Override
        public Scope enter() {
            inside.push(this);
            return () -> {
                if (inside.pop() != this) {
                    throw new AssertionError("left out of turn: " + name);
                }
            };
        }

        @Override
        public void handOn(BiConsumer<String, String> header) {
            header.accept("traceparent", "of " + name);
        }

        @Override
        public void ended(Ending ending, Optional<Failure> failure) {
            if (how != null) {
                throw new AssertionError(name + " ended twice: " + how + ", " + ending);
            }
            if (failure.isPresent() != ending.isFailure()) {
                throw new AssertionError(name + ": " + ending + " with " + failure);
            }
            how = ending;
            why = failure.map(Failure::failureClass);
        }

        @Override
        public String toString() {
            String of = members.isEmpty()
                    ? ""
                    : " " + Arrays.toString(members.stream().map(m -> m.name).toArray());
            return name + of + ": " + how + why.map(c -> " " + c).orElse("");
        }
    }
}
