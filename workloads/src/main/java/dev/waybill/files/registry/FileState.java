package dev.waybill.files.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * What tells without reading whether a file has changed.
 *
 * @param size in bytes
 * @param modified as precise as the file system has it
 */
public record FileState(long size, Instant modified) {
    private static final double NANO = 1e-9;

    /** The state of the file at {@code path} now. */
    public static FileState of(Path path) throws IOException {
        return of(Files.readAttributes(path, BasicFileAttributes.class));
    }

    public static FileState of(BasicFileAttributes attributes) {
        return new FileState(attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    /** When it was modified, in seconds since the epoch as chunks carry them: 0, not known, for all before it. */
    public double seconds() {
        double seconds = modified.getEpochSecond() + modified.getNano() * NANO;
        return Math.max(0, seconds);
    }
}
