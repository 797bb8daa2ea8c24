package dev.waybill.cli.config;

import dev.waybill.cli.secret.SecretFile;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An environment variable that may set something, directly or, for a secret, by naming a file that holds it. */
final class SettingVariable {
    private static final String FILE = "_FILE";
    private static final String KAFKA = Setting.VARIABLE_PREFIX + "KAFKA_";

    private final String name;
    private final Map<String, Setting<?>> byVariable;
    private final Optional<Setting<?>> direct;

    SettingVariable(String name, Map<String, Setting<?>> byVariable) {
        this.name = name;
        this.byVariable = byVariable;
        this.direct = Optional.ofNullable(byVariable.get(name));
    }

    Optional<Setting<?>> setting() {
        if (direct.isPresent()) {
            return direct;
        }
        if (namesFile()) {
            return secretBehind();
        }
        return name.startsWith(KAFKA) ? Optional.of(clientProperty(name)) : Optional.empty();
    }

    /** Whether the value is the path of a file that holds the secret. */
    boolean namesFile() {
        return direct.isEmpty() && name.endsWith(FILE) && secretBehind().isPresent();
    }

    String plainName() {
        return name.substring(0, name.length() - FILE.length());
    }

    String value(String text) throws IOException {
        if (!namesFile()) {
            return text;
        }
        return SecretFile.named(text).read();
    }

    String didYouMean() {
        return NearestName.of(name, byVariable.keySet())
                .map(n -> "; did you mean " + n + "?")
                .orElse("");
    }

    private Optional<Setting<?>> secretBehind() {
        String plain = plainName();
        Setting<?> known = byVariable.get(plain);
        if (known == null && plain.startsWith(KAFKA)) {
            known = clientProperty(plain);
        }
        return Optional.<Setting<?>>ofNullable(known).filter(Setting::secret);
    }

    private static Setting<String> clientProperty(String variable) {
        String key = "kafka."
                + variable.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.');
        return Setting.clientProperty(key, KafkaSecrets.isSecret(key));
    }
}
