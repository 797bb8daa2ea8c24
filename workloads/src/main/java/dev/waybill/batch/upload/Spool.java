package dev.waybill.batch.upload;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The folder in which uploads wait until all of their blocks are sent. One process has it at a time. Thread-safe: each file has
 * one owner.
 */
public final class Spool implements AutoCloseable {
    private static final String INCOMING = "incoming-";
    private static final String JOB = ".job";

    private final Path folder;
    private final FileChannel lock;
    private final String owner;
    private final HeadStarts headStarts = new HeadStarts();

    private Spool(Path folder, FileChannel lock, String owner) {
        this.folder = folder;
        this.lock = lock;
        this.owner = owner;
    }

    /**
     * Makes the folder if there is none, and forgets uploads that were broken off.
     *
     * @throws SpoolInUseException if another process has it
     */
    public static Spool open(Path folder) throws IOException {
        Files.createDirectories(folder);
        var lock = FileChannel.open(folder.resolve("lock"), CREATE, READ, WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new SpoolInUseException(folder);
            }
            var spool = new Spool(folder, lock, owner(folder));
            spool.forgetBroken();
            return spool;
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new SpoolInUseException(folder);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static String owner(Path folder) throws IOException {
        Path file = folder.resolve("owner");
        if (!Files.exists(file)) {
            Path whole = Files.writeString(
                    folder.resolve("owner.new"), UUID.randomUUID().toString());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file);
    }

    private void forgetBroken() throws IOException {
        for (Path file : files(INCOMING, "")) {
            Files.delete(file);
        }
    }

    private List<Path> files(String prefix, String suffix) throws IOException {
        var found = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(folder, prefix + "*" + suffix)) {
            all.forEach(found::add);
        }
        return found;
    }

    /** Names this folder in entries of the ledger, for as long as it exists. */
    public String owner() {
        return owner;
    }

    public Path folder() {
        return folder;
    }

    /**
     * A new upload.
     *
     * @param most bytes that are taken
     */
    public Incoming incoming(long most) throws IOException {
        return new Incoming(folder.resolve(INCOMING + UUID.randomUUID()), most, headStarts);
    }

    /** The upload is this job's from now on, also after a crash of the machine. */
    void give(Received received, String job) throws IOException {
        Files.move(received.file(), file(job), StandardCopyOption.ATOMIC_MOVE);
        try (var itself = FileChannel.open(folder, READ)) {
            itself.force(true);
        }
    }

    /** Jobs whose upload is here. */
    List<String> jobs() throws IOException {
        return files("", JOB).stream()
                .map(file -> file.getFileName().toString().replace(JOB, ""))
                .toList();
    }

    Path file(String job) {
        return folder.resolve(job + JOB);
    }

    void forget(String job) throws IOException {
        Files.deleteIfExists(file(job));
    }

    @Override
    public void close() throws IOException {
        headStarts.close();
        lock.close();
    }
}
