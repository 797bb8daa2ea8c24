package dev.waybill.trace;

import dev.waybill.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tracer whose failures harm nobody: the first is logged, and a delivery goes on without it. Thread-safe. */
public final class HarmlessTracer implements DeliveryTracer {
    private static final Logger log = LoggerFactory.getLogger(HarmlessTracer.class);
    private static final Attempt.Scope NOTHING = () -> {};

    private final DeliveryTracer tracer;
    private final AtomicBoolean isSaid = new AtomicBoolean();

    private HarmlessTracer(DeliveryTracer tracer) {
        this.tracer = tracer;
    }

    /** {@code tracer}, made harmless. */
    public static DeliveryTracer of(DeliveryTracer tracer) {
        return tracer == NONE ? NONE : new HarmlessTracer(tracer);
    }

    @Override
    public Optional<Attempt> begin(Delivery delivery) {
        return attempt(() -> tracer.begin(delivery));
    }

    @Override
    public Optional<Attempt> together(List<Attempt> members, int size) {
        List<Attempt> plain = members.stream().map(HarmlessTracer::unwrapped).toList();
        return attempt(() -> tracer.together(plain, size));
    }

    @Override
    public Optional<Attempt> begin(String what, Map<String, String> facts) {
        return attempt(() -> tracer.begin(what, facts));
    }

    /** A tracer may look for its own attempts. */
    private static Attempt unwrapped(Attempt attempt) {
        return attempt instanceof Harmless harmless ? harmless.attempt : attempt;
    }

    private Optional<Attempt> attempt(Supplier<Optional<Attempt>> begin) {
        return tried(begin, Optional.<Attempt>empty()).map(Harmless::new);
    }

    private <T> T tried(Supplier<T> call, T otherwise) {
        try {
            return call.get();
        } catch (RuntimeException | LinkageError e) {
            if (isSaid.compareAndSet(false, true)) {
                log.atWarn()
                        .addKeyValue("error", e)
                        .log("the tracer failed; deliveries go on, and what it fails for is missing in their traces");
            }
            return otherwise;
        }
    }

    private void tried(Runnable call) {
        tried(
                () -> {
                    call.run();
                    return true;
                },
                false);
    }

    private final class Harmless implements Attempt {
        private final Attempt attempt;

        Harmless(Attempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public Scope enter() {
            Scope scope = tried(attempt::enter, NOTHING);
            return () -> tried(scope::close);
        }

        @Override
        public void handOn(BiConsumer<String, String> header) {
            tried(() -> attempt.handOn(header));
        }

        @Override
        public void ended(Ending how, Optional<Failure> why) {
            tried(() -> attempt.ended(how, why));
        }
    }
}
