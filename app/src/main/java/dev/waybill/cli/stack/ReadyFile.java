package dev.waybill.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The file by which the child says where its services are. */
final class ReadyFile implements AutoCloseable {
    private final Path path;
    private final Optional<Path> ownFolder;

    private ReadyFile(Path path, Optional<Path> ownFolder) {
        this.path = path;
        this.ownFolder = ownFolder;
    }

    /** The one that was asked for, or one of our own that is removed in the end. An old one is not believed. */
    static ReadyFile of(Optional<Path> wanted) {
        try {
            if (wanted.isPresent()) {
                Files.deleteIfExists(wanted.get());
                return new ReadyFile(wanted.get().toAbsolutePath(), Optional.empty());
            }
            Path folder = Files.createTempDirectory("waybill-up");
            return new ReadyFile(folder.resolve("ready.json"), Optional.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** Empty until the child has written all of it. */
    Optional<Map<String, String>> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared()
                    .readValue(Files.readAllBytes(path), new TypeReference<LinkedHashMap<String, String>>() {}));
        } catch (JacksonException | IOException e) {
            return Optional.empty(); // half written: the next look sees the rest
        }
    }

    @Override
    public void close() {
        try {
            if (ownFolder.isPresent()) {
                Files.deleteIfExists(path);
                Files.deleteIfExists(ownFolder.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
