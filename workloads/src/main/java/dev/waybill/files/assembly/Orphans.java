package dev.waybill.files.assembly;

import static java.time.Duration.ofSeconds;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole files that no record stands for any more: all their chunks were settled before. They are delivered until that
 * succeeds. Thread-safe.
 */
final class Orphans {
    private static final Logger log = LoggerFactory.getLogger(Orphans.class);
    private static final Duration FIRST_PAUSE = ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;

    private final Map<WholeFile, Turn> waiting = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Orphans(InstantSource clock) {
        this.clock = clock;
    }

    private record Turn(Instant due, int attempts) {}

    void add(WholeFile file) {
        waiting.putIfAbsent(file, new Turn(clock.instant(), 0));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Starts those whose turn it is. */
    void start() {
        Instant now = clock.instant();
        waiting.forEach((file, turn) -> {
            if (!turn.due().isAfter(now) && file.isIdle()) {
                Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(turn.attempts(), MOST_DOUBLINGS));
                waiting.put(file, new Turn(now.plus(pause), turn.attempts() + 1));
                file.deliver().whenComplete((arrived, failure) -> ended(file, failure));
            }
        });
    }

    private void ended(WholeFile file, @Nullable Throwable failure) {
        boolean isHopeless = failure != null && Failure.of(failure).failureClass() == FailureClass.POISON;
        if (failure == null || isHopeless) {
            waiting.remove(file);
        }
        if (failure != null) {
            log.atWarn()
                    .addKeyValue("error", Failure.of(failure).reason())
                    .log(isHopeless ? "a staged file is refused; send it anew" : "a staged file is tried again later");
        }
    }
}
