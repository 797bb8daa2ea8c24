package dev.waybill.why;

import java.util.Optional;

/**
 * One partition at one moment.
 *
 * @param repeatsIfKilled records that would be delivered again if the process were killed now
 * @param blocking the record at the head, unless all is settled
 */
public record PartitionWhy(
        String topic,
        int partition,
        Progress progress,
        Offsets offsets,
        Load load,
        long repeatsIfKilled,
        Optional<Blocking> blocking,
        Retention retention) {
    PartitionWhy seenBy(Offsets newOffsets, Optional<Blocking> newBlocking, Retention newRetention) {
        return new PartitionWhy(
                topic, partition, progress, newOffsets, load, repeatsIfKilled, newBlocking, newRetention);
    }
}
