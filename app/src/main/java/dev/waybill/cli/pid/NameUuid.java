package dev.waybill.cli.pid;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs of version 5 (RFC 9562): the SHA-1 of a name within a name space. */
final class NameUuid {
    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    private NameUuid() {}

    static UUID inDnsSpace(String name) {
        byte[] text = name.getBytes(UTF_8);
        ByteBuffer input = ByteBuffer.allocate(16 + text.length)
                .putLong(DNS.getMostSignificantBits())
                .putLong(DNS.getLeastSignificantBits())
                .put(text);
        ByteBuffer hash = ByteBuffer.wrap(sha1(input.array()));
        long most = (hash.getLong() & ~0xF000L) | 0x5000L;
        long least = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static byte[] sha1(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }
}
