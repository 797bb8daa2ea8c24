package dev.waybill.cli.session;

import dev.waybill.cli.secret.SecretFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Knows by their names which environment variables hold secrets, or name files that do. */
final class EnvironmentSecrets {
    private static final Pattern NAME =
            Pattern.compile(".*(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|CREDENTIAL|OTLP_(TRACES_)?HEADERS).*");

    private EnvironmentSecrets() {}

    /** All their values. */
    static List<String> of(Map<String, String> environment) {
        var secrets = new ArrayList<String>();
        environment.forEach((name, value) -> {
            if (NAME.matcher(name).matches() && !value.isBlank()) {
                secrets.add(name.endsWith("_FILE") ? content(value) : value);
            }
        });
        return secrets;
    }

    /** Nothing where it cannot be read: then it is not shown either. */
    private static String content(String file) {
        try {
            return SecretFile.named(file).read();
        } catch (IOException e) {
            return "";
        }
    }
}
