package dev.waybill.cli.demo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What two files have in common if they are the same.
 *
 * @param size in bytes
 * @param sha256 in hexadecimal digits
 */
record FileProof(long size, String sha256) {
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static FileProof of(long size, MessageDigest digest) {
        return new FileProof(size, HexFormat.of().formatHex(digest.digest()));
    }
}
