package dev.waybill.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that are in their final form already, each at the place it says. */
record ListedRecords(List<KafkaRecord> records) implements FetchedRecords {
    ListedRecords {
        records = List.copyOf(records);
    }

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public long offset(int i) {
        return records.get(i).offset();
    }

    @Override
    public byte @Nullable [] key(int i) {
        return records.get(i).key();
    }

    @Override
    public int bytes(int i) {
        return records.get(i).bytes();
    }

    @Override
    public KafkaRecord record(int i) {
        return records.get(i);
    }
}
