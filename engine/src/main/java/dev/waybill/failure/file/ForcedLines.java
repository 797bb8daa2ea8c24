package dev.waybill.failure.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends whole lines to files that several processes share, and forces them to the disk. A line that a crash cut short is
 * closed first. Thread-safe.
 */
public final class ForcedLines {
    /** A file lock keeps other processes away, but not the threads of this one. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private ForcedLines() {}

    /** Appends {@code lines}, each with its end, to {@code file}, which is created if need be, with its folder. */
    public static void append(Path file, byte[] lines) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        ONE_AT_A_TIME.lock();
        try {
            boolean isNew = !Files.exists(file);
            if (folder != null) {
                Files.createDirectories(folder);
            }
            while (!appendLocked(file, lines)) {
                isNew = true;
            }
            if (isNew && folder != null) {
                forceFolder(folder);
            }
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** Returns false, and appends nothing, if the file was deleted before its lock was given. */
    private static boolean appendLocked(Path file, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, CREATE, READ, WRITE);
                var lock = channel.lock()) {
            long end = lock.isValid() ? channel.size() : 0;
            if (!Files.exists(file) || Files.size(file) != end) {
                return false;
            }
            var buffer = ByteBuffer.allocate(bytes.length + 1);
            if (end > 0 && !endsWithNewline(channel, end)) {
                buffer.put((byte) '\n');
            }
            buffer.put(bytes).flip();
            while (buffer.hasRemaining()) {
                end += channel.write(buffer, end);
            }
            channel.force(true);
            return true;
        }
    }

    /**
     * Deletes {@code file} if it still has so many bytes, and says whether it did. What somebody appends at the same moment,
     * in this process or another, is in it before, or goes to a new file.
     */
    public static boolean delete(Path file, long bytes) throws IOException {
        ONE_AT_A_TIME.lock();
        try (var channel = FileChannel.open(file, READ, WRITE);
                var lock = channel.lock()) {
            if (!lock.isValid() || channel.size() != bytes) {
                return false;
            }
            Files.delete(file);
            return true;
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private static boolean endsWithNewline(FileChannel channel, long end) throws IOException {
        var last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        return last.get(0) == '\n';
    }

    /** Makes a new file's name survive, too; where a folder cannot be forced (Windows), the system does it. */
    public static void forceFolder(Path folder) throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (var channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }
}
