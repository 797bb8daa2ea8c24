package dev.waybill.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The beginning of a SHA-256 in hexadecimal digits. */
final class ShortHash {
    private static final byte SEPARATOR = 0;

    private ShortHash() {}

    static String of(int digits, String... parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                sha.update(part.getBytes(UTF_8));
                sha.update(SEPARATOR);
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
