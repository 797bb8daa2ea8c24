package dev.waybill.local.girder;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where contents are: one file on disk for each file, and one for each unfinished upload.
 *
 * <p>Thread-safe as long as one caller at a time appends to an upload. Nothing is held in memory but one buffer.
 */
final class Assetstore {
    private static final int BUFFER = 64 * 1024;

    private final Path uploads;
    private final Path files;

    private Assetstore(Path uploads, Path files) {
        this.uploads = uploads;
        this.files = files;
    }

    static Assetstore in(Path directory) throws IOException {
        return new Assetstore(
                Files.createDirectories(directory.resolve("uploads")),
                Files.createDirectories(directory.resolve("files")));
    }

    /** How many bytes of the upload are here. */
    long received(String uploadId) throws IOException {
        Path part = uploads.resolve(uploadId);
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /**
     * Appends what comes, up to {@code most} bytes; what came before a connection broke stays.
     *
     * @return how many came
     */
    long append(String uploadId, InputStream content, long most) throws IOException {
        try (OutputStream out = Files.newOutputStream(uploads.resolve(uploadId), CREATE, APPEND)) {
            byte[] buffer = new byte[BUFFER];
            long copied = 0;
            while (copied < most) {
                int read = content.read(buffer, 0, (int) Math.min(BUFFER, most - copied));
                if (read < 0) {
                    break;
                }
                out.write(buffer, 0, read);
                copied += read;
            }
            return copied;
        }
    }

    void cancel(String uploadId) throws IOException {
        Files.deleteIfExists(uploads.resolve(uploadId));
    }

    /** Makes the upload the content of the file, in place of what it had. */
    void finish(String uploadId, String fileId) throws IOException {
        Path part = uploads.resolve(uploadId);
        if (Files.exists(part)) {
            Files.move(part, files.resolve(fileId), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.write(files.resolve(fileId), new byte[0]);
        }
    }

    void remove(String fileId) throws IOException {
        Files.deleteIfExists(files.resolve(fileId));
    }

    void copy(String fileId, long from, long length, OutputStream out) throws IOException {
        try (FileChannel channel = FileChannel.open(files.resolve(fileId))) {
            var target = java.nio.channels.Channels.newChannel(out);
            long at = from;
            while (at < from + length) {
                at += channel.transferTo(at, Math.min(BUFFER, from + length - at), target);
            }
        }
    }
}
