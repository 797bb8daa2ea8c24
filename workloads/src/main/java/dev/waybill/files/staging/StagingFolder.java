package dev.waybill.files.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.chunk.Sha512;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The folder in which files are put together. One process at a time has it. Names in it are made of hashes: nothing that
 * a message says becomes a path. Thread-safe.
 */
public final class StagingFolder implements AutoCloseable {
    private static final String LIST = ".chunks";
    private static final String DATA = ".part";
    private static final int NAME_DIGITS = 40;
    private static final int SHORT_DIGITS = 6;

    private final Path folder;
    private final String id;
    private final FileChannel lock;

    private StagingFolder(Path folder, String id, FileChannel lock) {
        this.folder = folder;
        this.id = id;
        this.lock = lock;
    }

    /**
     * A file of which chunks were staged by an earlier run.
     *
     * @param changed when one was staged last
     */
    public record Found(FileIdentity identity, FileVersion version, Pieces pieces, StagedFile file, Instant changed) {}

    /**
     * Opens the folder, which is made where there is none.
     *
     * @throws StagingInUseException if another process has it
     */
    public static StagingFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        var lock = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new StagingInUseException(folder);
            }
            return new StagingFolder(folder, idOf(folder), lock);
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new StagingInUseException(folder);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static String idOf(Path folder) throws IOException {
        Path file = folder.resolve("id");
        String known = Files.exists(file) ? Files.readString(file).strip() : "";
        if (known.matches("[0-9a-f]{12}")) {
            return known;
        }
        String fresh = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        Files.writeString(file, fresh);
        return fresh;
    }

    /** Tells this folder, with what is in it, from all others. */
    public String id() {
        return id;
    }

    /** Six hexadecimal digits that hardly any other file has. */
    public static String shortName(FileIdentity identity) {
        return name(identity).substring(0, SHORT_DIGITS);
    }

    private static String name(FileIdentity identity) {
        String text = identity.topic() + "\0" + identity.path() + "\0" + identity.hash();
        return Sha512.ofData(ByteBuffer.wrap(text.getBytes(UTF_8))).hex().substring(0, NAME_DIGITS);
    }

    /** A place for the chunks of a file of which none are staged. */
    public StagedFile create(FileIdentity identity, FileVersion version) throws IOException {
        var file = at(folder, name(identity));
        file.begin(StagedLine.of(identity, version));
        StagedFile.forceFolder(folder);
        return file;
    }

    private static StagedFile at(Path folder, String name) {
        return new StagedFile(folder.resolve(name + DATA), folder.resolve(name + LIST));
    }

    /** What earlier runs have staged. What is none of ours, or was cut off before it began, is removed. */
    public List<Found> load() throws IOException {
        var found = new ArrayList<Found>();
        for (Path list : lists(folder)) {
            var one = read(list);
            if (one.isPresent()) {
                found.add(one.get());
            } else {
                at(folder, nameOf(list)).delete();
            }
        }
        return found;
    }

    /** What is staged in a folder that another process may have. */
    public static List<Found> look(Path folder) throws IOException {
        var found = new ArrayList<Found>();
        for (Path list : lists(folder)) {
            try {
                read(list).ifPresent(found::add);
            } catch (NoSuchFileException e) {
                // it has arrived meanwhile
            }
        }
        return found;
    }

    private static List<Path> lists(Path folder) throws IOException {
        var lists = new ArrayList<Path>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + LIST)) {
            files.forEach(lists::add);
        }
        return lists;
    }

    private static String nameOf(Path list) {
        String file = list.getFileName().toString();
        return file.substring(0, file.length() - LIST.length());
    }

    private static Optional<Found> read(Path list) throws IOException {
        var changed = Files.getLastModifiedTime(list).toInstant();
        var lines = new String(Files.readAllBytes(list), UTF_8).lines().toList();
        var header = lines.isEmpty() ? Optional.<StagedLine.Header>empty() : StagedLine.header(lines.get(0));
        Path data = list.resolveSibling(nameOf(list) + DATA);
        if (header.isEmpty() || Files.notExists(data)) {
            return Optional.empty();
        }
        var identity = header.get().identity();
        var pieces = new Pieces(header.get().version().chunks());
        long size = Files.size(data);
        for (String line : lines.subList(1, lines.size())) {
            StagedLine.noted(line, identity.topic())
                    .filter(noted -> noted.piece().end() <= size)
                    .filter(noted -> pieces.isNew(noted.index(), noted.piece()))
                    .ifPresent(noted -> pieces.add(noted.index(), noted.piece()));
        }
        var file = new StagedFile(data, list);
        return Optional.of(new Found(identity, header.get().version(), pieces, file, changed));
    }

    /** Lets others have the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
