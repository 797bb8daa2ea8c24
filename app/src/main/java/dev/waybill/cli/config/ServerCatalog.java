package dev.waybill.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Every setting of the server and of who may ask it. */
final class ServerCatalog {
    static final Setting<String> HOST = Setting.of(
                    "server.host",
                    Types.TEXT,
                    "The address waybill server listens on. Any but 127.0.0.1 needs a token, see waybill token.")
            .fallback("127.0.0.1");

    static final Setting<Integer> PORT = Setting.of(
                    "server.port", Types.whole(0, 65_535), "Its port; 0: any that is free.")
            .fallback("8070");

    static final Setting<Integer> BATCH_PORT = Setting.of(
                    "server.batch_port", Types.whole(0, 65_535), "The port of the batch API in waybill server.")
            .fallback("8000");

    static final Setting<Path> TOKENS = Setting.of(
            "server.tokens",
            Types.PATH,
            "The file with what is kept of tokens. Else tokens.json in the state folder, ~/.local/state/waybill.");

    static final Setting<Path> AUDIT = Setting.of(
            "server.audit",
            Types.PATH,
            "The file that every change is written to. Else audit.jsonl in the state folder.");

    static final Setting<Integer> RATE = Setting.of(
                    "server.rate", Types.whole(1, 100_000), "Requests a second of one token; twice as many at once.")
            .fallback("200");

    static final Setting<Path> CERTIFICATE = Setting.of(
            "server.certificate",
            Types.PATH,
            "A certificate in PEM, with those that lead to its root, for https; read again when it changes.");

    static final Setting<Path> KEY = Setting.of(
            "server.key", Types.PATH, "Its private key in PEM, not encrypted; goes with server.certificate.");

    static final Setting<Path> KEYSTORE = Setting.of(
            "server.keystore", Types.PATH, "Certificate and key in PKCS #12, in the place of the two files in PEM.");

    static final Setting<String> KEYSTORE_PASSWORD = Setting.of(
                    "server.keystore_password", Types.TEXT, "The password of server.keystore.")
            .hidden();

    static final Setting<List<URI>> WATCH = Setting.of(
                    "server.watch",
                    Types.HTTP_ADDRESSES,
                    "Pipelines on other machines that the console shows: addresses that their --http answers at.")
            .fallback("");

    static final Setting<List<String>> FAILURES = Setting.of(
                    "server.failures",
                    Types.NAMES,
                    "Folders and failure topics that the console shows, beside those of the commands that run here.")
            .fallback("");
    static final Setting<String> WATCH_TOKEN = Setting.of(
                    "server.watch_token", Types.TEXT, "The token that is shown to them; none unless given.")
            .hidden();

    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            BATCH_PORT,
            TOKENS,
            AUDIT,
            RATE,
            CERTIFICATE,
            KEY,
            KEYSTORE,
            KEYSTORE_PASSWORD,
            WATCH,
            WATCH_TOKEN,
            FAILURES);

    private ServerCatalog() {}
}
