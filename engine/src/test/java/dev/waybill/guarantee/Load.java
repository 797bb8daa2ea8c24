package dev.waybill.guarantee;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.KafkaRecord;
import java.util.List;

/** What one call of the simulated sink brings, and how what becomes of it is written down. */
interface Load {
    Witness witness();

    List<KafkaRecord> records();

    void began();

    /** The sink has one of the records, whatever its caller hears. */
    void arrived(KafkaRecord record);

    /** The caller hears that all went well. */
    void taken();

    /** The caller hears that it did not. */
    void refused(DeliveryException why);
}
