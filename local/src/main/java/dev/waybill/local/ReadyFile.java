package dev.waybill.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** The file that says where the services answer. It is there, and whole, exactly while all of them do. */
final class ReadyFile {
    private ReadyFile() {}

    static void write(Path file, Map<String, String> endpoints) throws IOException {
        try {
            Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(directory, ".ready-", ".json");
            Files.write(draft, JsonMapper.shared().writeValueAsBytes(endpoints));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("--ready-file: cannot write " + file + ": " + e, e);
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the ready file " + file, e);
        }
    }
}
