package dev.waybill.cli.config;

import java.util.List;
import java.util.Locale;

/** Knows by its name whether a Kafka client property is a secret. */
final class KafkaSecrets {
    private static final List<String> PARTS =
            List.of("password", "passphrase", "secret", "jaas", "token.value", "keystore.key", "key.pem", "credential");

    private KafkaSecrets() {}

    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return PARTS.stream().anyMatch(lower::contains);
    }
}
