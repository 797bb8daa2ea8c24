package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;

/**
 * One value as the protocol carries it: bytes, whatever JSON form they came in.
 *
 * @param data never changed after construction
 * @param ttl seconds: from reading, or since the epoch where {@code absoluteTtl}
 * @param permissions four bits: admin read, admin write, public read, public write
 */
@SuppressWarnings("ArrayRecordComponent") // values are never compared
record StoredValue(
        int index,
        String type,
        byte[] data,
        long ttl,
        boolean absoluteTtl,
        int permissions,
        Instant timestamp,
        List<Reference> references) {
    static final long DEFAULT_TTL = 86_400;
    static final int DEFAULT_PERMISSIONS = 0b1110;

    /** A pointer to a value of another handle. */
    record Reference(String handle, int index) {
        int encodedSize() {
            return 8 + handle.getBytes(UTF_8).length;
        }
    }

    StoredValue {
        references = List.copyOf(references);
    }

    static StoredValue of(int index, String type, byte[] data, Instant now) {
        return new StoredValue(index, type, data, DEFAULT_TTL, false, DEFAULT_PERMISSIONS, now, List.of());
    }

    StoredValue withPermissions(int bits) {
        return new StoredValue(index, type, data, ttl, absoluteTtl, bits, timestamp, references);
    }

    StoredValue stampedAt(Instant now) {
        return new StoredValue(index, type, data, ttl, absoluteTtl, permissions, now, references);
    }

    boolean isPublic() {
        return (permissions & 0b0010) != 0;
    }

    /** Bytes in a protocol message: index, timestamp, ttl and permissions, then length and content of the rest. */
    int encodedSize() {
        int size = 4 + 4 + 1 + 4 + 1 + 4 + type.getBytes(UTF_8).length + 4 + data.length + 4;
        for (Reference reference : references) {
            size += reference.encodedSize();
        }
        return size;
    }
}
