package dev.waybill.guarantee;

import dev.waybill.failure.DeliveryException;
import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.KafkaRecord;
import java.util.List;

/** Whole records that go to the sink with one call. */
record Together(Witness witness, List<KafkaRecord> records) implements Load {
    @Override
    public void began() {
        witness.began(records.get(0));
        records.subList(1, records.size()).forEach(record -> witness.saw(Kind.JOINED, record, Event.content(record)));
    }

    @Override
    public void arrived(KafkaRecord record) {
        witness.arrived(record);
    }

    @Override
    public void taken() {}

    @Override
    public void refused(DeliveryException why) {
        if (records.size() == 1) {
            witness.refused(records.get(0), why);
        } else {
            records.forEach(record -> witness.saw(Kind.REFUSED, record, Event.IN_COMPANY));
        }
    }
}
