package dev.waybill.batch.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A whole upload, on disk for good. Closed, it is gone, unless a job has it by then. Thread-safe. */
public final class Received implements AutoCloseable {
    private final Path file;
    private final String name;
    private final long bytes;
    private final String sha256;
    private final AtomicReference<@Nullable HeadStart> headStart;

    Received(Path file, String name, long bytes, String sha256, @Nullable HeadStart headStart) {
        this.file = file;
        this.name = name;
        this.bytes = bytes;
        this.sha256 = sha256;
        this.headStart = new AtomicReference<>(headStart);
    }

    /** Where it is, until a job has it. */
    public Path file() {
        return file;
    }

    /** As its sender calls it, for people only. */
    public String name() {
        return name;
    }

    public long bytes() {
        return bytes;
    }

    /** In hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Hands the head start over, if there is one: it is the caller's to close. */
    Optional<HeadStart> takeHeadStart() {
        return Optional.ofNullable(headStart.getAndSet(null));
    }

    @Override
    public void close() throws IOException {
        takeHeadStart().ifPresent(HeadStart::close);
        Files.deleteIfExists(file);
    }
}
