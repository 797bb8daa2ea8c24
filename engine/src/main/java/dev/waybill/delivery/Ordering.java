package dev.waybill.delivery;

import dev.waybill.record.FetchedRecords;
import dev.waybill.record.KafkaRecord;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which records of a partition wait for each other. */
public sealed interface Ordering {
    /** None do. */
    static Ordering none() {
        return None.INSTANCE;
    }

    /** Those with equal keys do; records without a key never wait. */
    static Ordering key() {
        return ByKey.INSTANCE;
    }

    /**
     * Those for which {@code key} gives equal answers do (byte arrays: with equal content); where it answers null, none
     * do. Runs on the polling thread. What {@code key} throws is that record's failure: poison is given up, and of anything
     * else none is delivered but tried as often as a delivery. It must answer from the record alone, always the same.
     */
    static Ordering key(Function<KafkaRecord, @Nullable Object> key) {
        return new By(key);
    }

    /** All do. */
    static Ordering partition() {
        return Partition.INSTANCE;
    }

    /**
     * A hash of what records must share with the {@code i}-th to wait for it; {@link Lanes#NO_HASH} if it never waits.
     */
    long laneHash(FetchedRecords records, int i);

    /** Whether none ever waits. */
    default boolean isNone() {
        return this == None.INSTANCE;
    }

    /** No order. */
    enum None implements Ordering {
        INSTANCE;

        @Override
        public long laneHash(FetchedRecords records, int i) {
            return Lanes.NO_HASH;
        }
    }

    /** Order of the log. */
    enum Partition implements Ordering {
        INSTANCE;

        @Override
        public long laneHash(FetchedRecords records, int i) {
            return 1;
        }
    }

    /** Order of equal keys. */
    enum ByKey implements Ordering {
        INSTANCE;

        @Override
        public long laneHash(FetchedRecords records, int i) {
            return LaneHash.of(records.key(i));
        }
    }

    /** Order of whatever the function finds equal. */
    record By(Function<KafkaRecord, @Nullable Object> key) implements Ordering {
        @Override
        public long laneHash(FetchedRecords records, int i) {
            return LaneHash.of(key.apply(records.record(i)));
        }
    }
}
