package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.waybill.failure.Reservation;
import dev.waybill.failure.StoreReservedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock of a folder, on the file {@code replay.lock} in it, which names the process that has it. The system gives it
 * back when that process ends, however it ends; the file stays. Thread-safe.
 */
final class FolderLock implements Reservation {
    private static final String FILE = "replay.lock";
    private static final int LONGEST_NAME = 20;

    /** What is locked: a place behind any content, so that the content can be read elsewhere while it is. */
    private static final long PLACE = Long.MAX_VALUE - 1;

    /**
     * The folders that this process has locked. A file lock knows no threads, and is lost when its process closes any
     * other channel on the same file: where this says taken, none may be opened.
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the lock of {@code folder}, which is created if need be. */
    static FolderLock take(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path real = folder.toRealPath();
        if (!TAKEN.add(real)) {
            throw new StoreReservedException(folder.toString(), "in this process");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve(FILE), CREATE, READ, WRITE);
            if (channel.tryLock(PLACE, 1, false) == null) {
                throw new StoreReservedException(folder.toString(), "process " + nameIn(channel));
            }
            channel.truncate(0);
            channel.write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
            return new FolderLock(real, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            TAKEN.remove(real);
            throw e;
        }
    }

    private static String nameIn(FileChannel channel) throws IOException {
        var name = ByteBuffer.allocate(LONGEST_NAME);
        channel.read(name, 0);
        return US_ASCII.decode(name.flip()).toString().replaceAll("[^0-9]", "");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            TAKEN.remove(folder);
        }
    }
}
