package dev.waybill.files.girder;

import dev.waybill.files.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of the bytes that came so far. Not thread-safe: each sender works on a copy. */
final class RunningHash {
    private static final int BUFFER = 64 * 1024;

    private final MessageDigest digest;
    private long position;

    private RunningHash(MessageDigest digest, long position) {
        this.digest = digest;
        this.position = position;
    }

    static RunningHash start() {
        try {
            return new RunningHash(MessageDigest.getInstance("SHA-256"), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    RunningHash copy() {
        try {
            return new RunningHash((MessageDigest) digest.clone(), position);
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("the JDK's SHA-256 can be cloned", e);
        }
    }

    /** Of how many bytes. */
    long position() {
        return position;
    }

    void add(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        position += length;
    }

    /** The hash of the first {@code end} bytes; reads those that it has not seen. */
    RunningHash upTo(long end, Content content) throws IOException {
        RunningHash hash = end < position ? start() : this;
        if (hash.position == end) {
            return hash;
        }
        try (InputStream in = content.from(hash.position)) {
            byte[] buffer = new byte[BUFFER];
            while (hash.position < end) {
                int read = in.read(buffer, 0, (int) Math.min(BUFFER, end - hash.position));
                if (read < 0) {
                    throw new IOException("ends after " + hash.position + " of " + end + " bytes");
                }
                hash.add(buffer, 0, read);
            }
        }
        return hash;
    }

    /** Ends it. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
