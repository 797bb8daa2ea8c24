package dev.waybill.guarantee;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.KafkaRecord;
import java.util.List;

/** What one call of a sink brings, and how what becomes of it is written down. */
interface Load {
    Witness witness();

    List<KafkaRecord> records();

    /** Which part of its record it brings, and of how many: {@code 1/1} for all of it. */
    default String part() {
        return "1/1";
    }

    void began();

    /** The sink has one of the records, whatever its caller hears. */
    void arrived(KafkaRecord record);

    /** The caller hears that all went well. */
    void taken();

    /** The caller hears that it did not. */
    void refused(DeliveryException why);
}
