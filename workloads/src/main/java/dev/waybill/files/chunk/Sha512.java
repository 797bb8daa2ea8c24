package dev.waybill.files.chunk;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-512 digest. Thread-safe: never changes. */
public final class Sha512 {
    /** Bytes of a digest. */
    public static final int LENGTH = 64;

    private final byte[] bytes;

    private Sha512(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A digest that is known already.
     *
     * @throws IllegalArgumentException unless there are {@value #LENGTH} bytes
     */
    public static Sha512 of(byte[] digest) {
        if (digest.length != LENGTH) {
            throw new IllegalArgumentException("a SHA-512 digest has " + LENGTH + " bytes, got " + digest.length);
        }
        return new Sha512(digest.clone());
    }

    /** A digest from its 128 hexadecimal digits. */
    public static Sha512 ofHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** The digest of {@code data}, whose position stays where it is. */
    public static Sha512 ofData(ByteBuffer data) {
        MessageDigest digest = running();
        digest.update(data.duplicate());
        return new Sha512(digest.digest());
    }

    /** For data that comes bit by bit; {@link #of} takes its result. */
    public static MessageDigest running() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha512 digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
