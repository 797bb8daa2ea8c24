package dev.waybill.cli.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One setting, declared once: reading, errors, {@code config show} and {@code config explain} derive from it.
 *
 * @param key as in the file, tables joined by dots
 * @param fallback what holds where nobody says anything, in the form one would write it; absent: no value
 * @param meaning one sentence for the reference
 * @param secret whether it is never shown
 * @param aliases other spellings that earlier programs used
 */
record Setting<T>(
        String key,
        ValueType<T> type,
        @Nullable String fallback,
        String meaning,
        boolean secret,
        List<String> aliases) {
    static final String VARIABLE_PREFIX = "WAYBILL_";

    static <T> Setting<T> of(String key, ValueType<T> type, String meaning) {
        return new Setting<>(key, type, null, meaning, false, List.of());
    }

    /** A client property that is handed on as it is. */
    static Setting<String> clientProperty(String key, boolean secret) {
        return new Setting<>(key, Types.SCALAR, null, "handed to the Kafka client", secret, List.of());
    }

    Setting<T> fallback(String text) {
        return new Setting<>(key, type, text, meaning, secret, aliases);
    }

    Setting<T> aliases(String... spellings) {
        return new Setting<>(key, type, fallback, meaning, secret, List.of(spellings));
    }

    Setting<T> hidden() {
        return new Setting<>(key, type, fallback, meaning, true, aliases);
    }

    /** The environment variable that sets it. */
    String variable() {
        return variable(key);
    }

    static String variable(String key) {
        return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    boolean answersTo(String spelling) {
        return key.equals(spelling) || aliases.contains(spelling);
    }

    Optional<String> fallbackText() {
        return Optional.ofNullable(fallback);
    }
}
