package dev.waybill.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the settings say of HTTP doors.
 *
 * @param rate requests a second of one token
 * @param watch processes of other machines that are shown
 * @param watchToken what they are shown
 * @param failures folders and failure topics that are shown
 */
public record ServerSettings(
        String host,
        int port,
        int batchPort,
        Path tokens,
        Path audit,
        int rate,
        Encryption encryption,
        List<URI> watch,
        Optional<String> watchToken,
        List<String> failures) {
    /** Certificate and key: two files in PEM, or one in PKCS #12, or none of them. */
    public record Encryption(
            Optional<Path> certificate, Optional<Path> key, Optional<Path> keystore, Optional<String> password) {
        @Override
        public String toString() {
            return "Encryption[certificate=" + certificate + ", keystore=" + keystore + "]"; // no secrets
        }
    }

    static ServerSettings of(Values values, Map<String, String> environment) {
        return new ServerSettings(
                values.get(ServerCatalog.HOST),
                values.get(ServerCatalog.PORT),
                values.get(ServerCatalog.BATCH_PORT),
                values.find(ServerCatalog.TOKENS).orElseGet(() -> inState(environment, "tokens.json")),
                values.find(ServerCatalog.AUDIT).orElseGet(() -> inState(environment, "audit.jsonl")),
                values.get(ServerCatalog.RATE),
                new Encryption(
                        values.find(ServerCatalog.CERTIFICATE),
                        values.find(ServerCatalog.KEY),
                        values.find(ServerCatalog.KEYSTORE),
                        values.find(ServerCatalog.KEYSTORE_PASSWORD)),
                values.get(ServerCatalog.WATCH),
                values.find(ServerCatalog.WATCH_TOKEN),
                values.get(ServerCatalog.FAILURES));
    }

    /** In {@code XDG_STATE_HOME}, else where that is by default; in the working folder of who has no home. */
    private static Path inState(Map<String, String> environment, String name) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path folder = state.isBlank()
                ? Path.of(environment.getOrDefault("HOME", "."))
                        .resolve(".local")
                        .resolve("state")
                : Path.of(state);
        return folder.resolve("waybill").resolve(name);
    }

    @Override
    public String toString() {
        return "ServerSettings[host=" + host + ", port=" + port + "]"; // no secrets
    }
}
