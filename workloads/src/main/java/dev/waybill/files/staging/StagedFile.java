package dev.waybill.files.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.waybill.files.content.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One file that is put together on disk: its bytes, each chunk at its place, and beside them a list of the chunks that are
 * there for good. A chunk is listed only after its bytes were forced to disk.
 *
 * <p>Thread-safe. No file stays open between calls.
 */
public final class StagedFile {
    private final Path data;
    private final Path list;
    private boolean isGone;

    StagedFile(Path data, Path list) {
        this.data = data;
        this.list = list;
    }

    /** Begins the list. */
    void begin(String header) throws IOException {
        Files.deleteIfExists(data);
        Files.writeString(list, header);
        Files.createFile(data);
        try (var channel = FileChannel.open(list, WRITE)) {
            channel.force(true);
        }
    }

    /** Writes the data of a chunk to its place. It may be lost until {@link #force}. */
    public void write(long offset, ByteBuffer bytes) throws IOException {
        try (var channel = FileChannel.open(data, WRITE)) {
            var rest = bytes.duplicate();
            long at = offset;
            while (rest.hasRemaining()) {
                at += channel.write(rest, at);
            }
        }
    }

    /** Keeps what was written for good, and lists these chunks. Does nothing once the file was {@link #delete}d. */
    synchronized void force(List<String> lines) throws IOException {
        if (isGone) {
            return;
        }
        try (var channel = FileChannel.open(data, WRITE)) {
            channel.force(true);
        }
        try (var channel = FileChannel.open(list, WRITE, APPEND, CREATE)) {
            var bytes = ByteBuffer.wrap(("\n" + String.join("\n", lines)).getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Its bytes. */
    public Content content() {
        return Content.of(data);
    }

    /** Throws it away. */
    public synchronized void delete() throws IOException {
        isGone = true;
        Files.deleteIfExists(list); // first: bytes without a list are nothing
        Files.deleteIfExists(data);
    }

    static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }
}
