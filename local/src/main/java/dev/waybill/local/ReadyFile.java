package dev.waybill.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The file that says where the services answer. It is there, and whole, exactly while all of them do. */
final class ReadyFile {
    private ReadyFile() {}

    static void write(Path file, Map<String, String> endpoints) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("--ready-file: expected the name of a file, got \"" + file + "\"");
        }
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, ".ready-", ".json");
        Files.write(draft, JsonMapper.shared().writeValueAsBytes(endpoints));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the ready file " + file, e);
        }
    }
}
