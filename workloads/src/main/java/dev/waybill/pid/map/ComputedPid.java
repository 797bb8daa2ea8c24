package dev.waybill.pid.map;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.UUID;

/** PIDs that follow from a name alone: UUIDs of version 3 in the name-space of URLs (RFC 4122). */
public final class ComputedPid {
    private static final UUID URL_NAMESPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private ComputedPid() {}

    /** The suffix of the dataset's handle. */
    public static String ofDataset(String itemId) {
        return ofName(itemId);
    }

    /** The suffix of a file's handle. */
    public static String ofFile(String itemId, String assetKey) {
        return ofName(itemId + "#" + assetKey);
    }

    static String ofName(String name) {
        var bytes = name.getBytes(UTF_8);
        var hashed = ByteBuffer.allocate(16 + bytes.length)
                .putLong(URL_NAMESPACE.getMostSignificantBits())
                .putLong(URL_NAMESPACE.getLeastSignificantBits())
                .put(bytes);
        return UUID.nameUUIDFromBytes(hashed.array()).toString();
    }
}
