package dev.waybill.record;

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

    /** A single record, at a place of its source's own choice. */
    static FetchedRecords of(long offset, KafkaRecord record) {
        return new SingleRecord(offset, record);
    }
}
