package dev.waybill.record;

import org.jspecify.annotations.Nullable;

/** A record that came alone. */
record SingleRecord(long offset, KafkaRecord record) implements FetchedRecords {
    @Override
    public int size() {
        return 1;
    }

    @Override
    public long offset(int i) {
        return offset;
    }

    @Override
    public byte @Nullable [] key(int i) {
        return record.key();
    }

    @Override
    public int bytes(int i) {
        return record.bytes();
    }

    @Override
    public KafkaRecord record(int i) {
        return record;
    }
}
