package dev.waybill.cli.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The beginning of a hash over settings. Secrets are masked in it: they must not be guessed from it. */
final class SettingsHash {
    private static final int BYTES = 6;

    private SettingsHash() {}

    static String of(List<ShownSetting> settings) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (ShownSetting setting : settings) {
                sha.update((setting.key() + '=' + setting.value() + '\n').getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
