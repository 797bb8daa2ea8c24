package dev.waybill.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that tells others where everything is, once all of it answers.
 *
 * @param path absent: nobody wants to know
 */
record EndpointsFile(@Nullable Path path) {
    /** One of an earlier run is not believed: it goes at once. */
    static EndpointsFile wanted(@Nullable Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
            return new EndpointsFile(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever sees the file sees all of it. */
    void write(Map<String, String> endpoints) {
        if (path == null) {
            return;
        }
        try {
            Path whole = path.toAbsolutePath().resolveSibling(path.getFileName() + ".new");
            Files.write(whole, JsonMapper.shared().writeValueAsBytes(endpoints));
            Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
