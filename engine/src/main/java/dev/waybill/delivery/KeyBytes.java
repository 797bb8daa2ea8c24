package dev.waybill.delivery;

import dev.waybill.record.KafkaRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a key, comparable by content. */
final class KeyBytes {
    private final byte[] bytes;
    private final int hash;

    private KeyBytes(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    static @Nullable KeyBytes of(byte @Nullable [] key) {
        return key == null ? null : new KeyBytes(key);
    }

    /** What stands for {@code record} among others: its key, or its position where it has none. */
    static Object identity(KafkaRecord record) {
        Object key = of(record.key());
        return key == null ? record.position() : key;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyBytes that && hash == that.hash && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
