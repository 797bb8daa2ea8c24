package dev.waybill.delivery;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** 64 bits for what records have in common: never {@link Lanes#NO_HASH}, except for what is absent. */
final class LaneHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private LaneHash() {}

    static long of(byte @Nullable [] key) {
        if (key == null) {
            return Lanes.NO_HASH;
        }
        long hash = key.length * SPREAD;
        int i = 0;
        for (; i + 8 <= key.length; i += 8) {
            hash = mixed(hash ^ (long) LONG.get(key, i));
        }
        long rest = 0;
        for (; i < key.length; i++) {
            rest = (rest << 8) | (key[i] & 0xff);
        }
        return never0(mixed(hash ^ rest));
    }

    /** Equal objects have equal hashes; those of texts and byte arrays differ in all 64 bits, others in 32. */
    static long of(@Nullable Object key) {
        if (key == null) {
            return Lanes.NO_HASH;
        }
        if (key instanceof byte[] bytes) {
            return of(bytes);
        }
        if (key instanceof String text) {
            return of(text.getBytes(StandardCharsets.UTF_8));
        }
        return never0(mixed(key.hashCode()));
    }

    private static long mixed(long bits) {
        long hash = bits * SPREAD;
        hash = (hash ^ (hash >>> 32)) * SPREAD;
        return hash ^ (hash >>> 29);
    }

    private static long never0(long hash) {
        return hash == Lanes.NO_HASH ? 1 : hash;
    }
}
