package dev.waybill.delivery;

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
        return ByKey.RECORD_KEY;
    }

    /** Those for which {@code key} gives equal answers do; where it answers null, none do. Runs on the polling thread. */
    static Ordering key(Function<KafkaRecord, @Nullable Object> key) {
        return new ByKey(key);
    }

    /** All do. */
    static Ordering partition() {
        return Partition.INSTANCE;
    }

    /** What records must share to wait for each other; null if this one never waits. */
    @Nullable
    Object laneOf(KafkaRecord record);

    /** No order. */
    enum None implements Ordering {
        INSTANCE;

        @Override
        public @Nullable Object laneOf(KafkaRecord record) {
            return null;
        }
    }

    /** Order of the log. */
    enum Partition implements Ordering {
        INSTANCE;

        @Override
        public Object laneOf(KafkaRecord record) {
            return INSTANCE;
        }
    }

    /** Order per key. */
    record ByKey(Function<KafkaRecord, @Nullable Object> key) implements Ordering {
        static final ByKey RECORD_KEY = new ByKey(record -> KeyBytes.of(record.key()));

        @Override
        public @Nullable Object laneOf(KafkaRecord record) {
            return key.apply(record);
        }
    }
}
