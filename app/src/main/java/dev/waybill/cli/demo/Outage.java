package dev.waybill.cli.demo;

import dev.waybill.delivery.DeliveryStats;
import dev.waybill.pipeline.Sink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A service that is out of reach for a while in the middle of a run: from the delivery on that follows so many others,
 * until its time is up and somebody looks.
 *
 * <p>Thread-safe: workers deliver, the thread of the story looks. Guarded by {@code this}.
 */
final class Outage {
    /** What makes the service fail, and work again. */
    interface Fault {
        void begin();

        void end();
    }

    /** Who is told what happens. Called by the thread that looks. */
    interface Watcher {
        void began(DeliveryStats stats);

        void ended(DeliveryStats stats, Duration lasted);

        void overcome(Duration afterEnd);
    }

    private enum Phase {
        BEFORE,
        DOWN,
        SEEN_DOWN,
        BACK,
        OVERCOME
    }

    private final Fault fault;
    private final long after;
    private final Duration length;
    private final InstantSource clock;
    private final Watcher watcher;

    private Phase phase = Phase.BEFORE;
    private long arrived;
    private long deliveredAtEnd;
    private @Nullable Instant began;
    private @Nullable Instant ended;

    /** @param after how many deliveries come first */
    Outage(Fault fault, long after, Duration length, InstantSource clock, Watcher watcher) {
        this.fault = fault;
        this.after = after;
        this.length = length;
        this.clock = clock;
        this.watcher = watcher;
    }

    /** A sink whose deliveries bring the outage about, and suffer from it. */
    <T> Sink<T> on(Sink<T> sink) {
        return value -> {
            beginWhenDue();
            return sink.deliver(value).whenComplete((answer, thrown) -> {
                if (thrown == null) {
                    oneArrived();
                }
            });
        };
    }

    private synchronized void beginWhenDue() {
        if (phase == Phase.BEFORE && arrived >= after) {
            fault.begin(); // under the lock: no delivery may pass the one that brings it about
            began = clock.instant();
            phase = Phase.DOWN;
        }
    }

    private synchronized void oneArrived() {
        arrived++;
    }

    /** Ends the outage when its time is up, and tells what happened. To be called again and again. */
    synchronized void look(DeliveryStats stats) {
        Instant now = clock.instant();
        if (phase == Phase.DOWN) {
            phase = Phase.SEEN_DOWN;
            watcher.began(stats);
        } else if (phase == Phase.SEEN_DOWN && !lasted(now).minus(length).isNegative()) {
            fault.end();
            ended = now;
            deliveredAtEnd = stats.delivered();
            phase = Phase.BACK;
            watcher.ended(stats, lasted(now));
        } else if (phase == Phase.BACK && stats.delivered() > deliveredAtEnd && ended != null) {
            phase = Phase.OVERCOME;
            watcher.overcome(Duration.between(ended, now));
        }
    }

    /** How long it lasted; zero where it never came to be. */
    synchronized Duration length() {
        return ended == null ? Duration.ZERO : lasted(ended);
    }

    private Duration lasted(Instant until) {
        return began == null ? Duration.ZERO : Duration.between(began, until);
    }
}
