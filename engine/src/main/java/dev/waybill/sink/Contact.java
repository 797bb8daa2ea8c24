package dev.waybill.sink;

import dev.waybill.failure.DeliveryException;
import dev.waybill.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call of the Kafka client just stood still for as long as it may. Then those behind it fail at once for the same
 * reason, instead of standing still one after the other.
 *
 * <p>Thread-safe: the last loss is one reference.
 */
final class Contact {
    private record Loss(DeliveryException failure, long atNanos) {}

    private final Time time;
    private final Duration counts;
    private volatile @Nullable Loss last;

    /** A loss counts for {@code counts}. */
    Contact(Time time, Duration counts) {
        this.time = time;
        this.counts = counts;
    }

    void lost(DeliveryException failure) {
        last = new Loss(failure, time.nanos());
    }

    /** Why there is no use in asking now, if there is none. */
    @Nullable
    DeliveryException lostLately() {
        Loss loss = last;
        if (loss == null || time.hasPassed(loss.atNanos(), counts)) {
            return null;
        }
        return loss.failure();
    }
}
