package dev.waybill.cli.pid;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A record that is about to be sent.
 *
 * @param where the file it came from, or {@code --message}
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
record Outgoing(String where, String key, byte[] value) {
    private static final String SUFFIX = ".json";

    static Outgoing message(String text, Optional<String> key) {
        return new Outgoing(
                "--message", key.orElseGet(() -> NameUuid.inDnsSpace(text).toString()), text.getBytes(UTF_8));
    }

    static Outgoing file(Path file, Optional<String> key) {
        if (!Files.isRegularFile(file)) {
            throw CommandException.at(ExitCode.NOT_FOUND, file.toString(), "no such file")
                    .expected("a JSON file");
        }
        try {
            return new Outgoing(file.toString(), key.orElseGet(() -> keyOf(file)), Files.readAllBytes(file));
        } catch (IOException e) {
            throw CommandException.at(ExitCode.FAILED, file.toString(), "cannot be read")
                    .because(e);
        }
    }

    private static String keyOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }
}
