package dev.waybill.local.clickhouse.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** By which the same rows are known again where no token was given. Not thread-safe. */
final class RowDigest {
    private final @Nullable MessageDigest digest;

    RowDigest(boolean isWanted) {
        this.digest = isWanted ? sha256() : null;
    }

    void add(@Nullable Object value) {
        if (digest != null) {
            byte[] bytes = String.valueOf(value).getBytes(UTF_8);
            digest.update((bytes.length + (value == null ? "n" : "v")).getBytes(UTF_8));
            digest.update(bytes);
        }
    }

    String text() {
        return digest == null ? "" : "rows:" + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
