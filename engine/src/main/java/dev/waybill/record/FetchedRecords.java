package dev.waybill.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition, in the order of their offsets, that may still be in their source's own form: one is turned
 * into a {@link KafkaRecord} only where somebody looks at it. Immutable; any thread may ask. Indices count from 0.
 */
public interface FetchedRecords {
    int size();

    /** The place of the {@code i}-th in its partition. */
    long offset(int i);

    byte @Nullable [] key(int i);

    /** Bytes of key and value of the {@code i}-th together. */
    int bytes(int i);

    /** The {@code i}-th record. Each call may make a new one. */
    KafkaRecord record(int i);

    /** Records of one partition, each at the offset it says. */
    static FetchedRecords of(List<KafkaRecord> records) {
        return new ListedRecords(records);
    }

    /** A single record, at a place of its source's own choice. */
    static FetchedRecords of(long offset, KafkaRecord record) {
        return new SingleRecord(offset, record);
    }
}
