package dev.waybill.delivery;

import dev.waybill.failure.Failure;
import dev.waybill.record.Position;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param stoppedBy the failure that ended the run, if one did
 * @param stoppedAt the record whose delivery failed so, if it was one
 */
public record DeliveryReport(DeliveryStats stats, Optional<Failure> stoppedBy, Optional<Position> stoppedAt) {
    /** Records that were read and not settled; the next run delivers them again. */
    public long unfinished() {
        return stats.buffered();
    }
}
