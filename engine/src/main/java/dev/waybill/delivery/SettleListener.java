package dev.waybill.delivery;

import dev.waybill.record.KafkaRecord;

/**
 * Hears of every record that is settled. Called on the loop's thread, so it must be quick. What it throws is logged, and
 * changes nothing: the record is settled.
 */
@FunctionalInterface
public interface SettleListener {
    /** How a record came to be settled. */
    enum How {
        DELIVERED,
        FILTERED,
        PARKED
    }

    /** {@code record} is settled; the offset behind it may be committed from now on. */
    void settled(KafkaRecord record, How how);
}
