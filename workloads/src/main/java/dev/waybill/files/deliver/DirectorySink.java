package dev.waybill.files.deliver;

import static dev.waybill.failure.DeliveryException.poison;
import static dev.waybill.failure.DeliveryException.unavailable;

import dev.waybill.files.assembly.AssembledFile;
import dev.waybill.files.assembly.FileSink;
import dev.waybill.files.chunk.Sha512;
import dev.waybill.files.chunk.Shown;
import dev.waybill.files.staging.StagingFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts files into a folder: each is written beside its place, forced to disk, and takes its place at once. A file that is
 * there with the same content is left alone. Thread-safe.
 */
public final class DirectorySink implements FileSink {
    private static final int BUFFER = 64 * 1024;

    private final Path root;
    private final Set<String> kept;
    private final AtomicLong arrived = new AtomicLong();

    /**
     * A sink for one folder.
     *
     * @param root is made where it is missing
     * @param kept names directly in it, in lower case, that are not for files from messages
     */
    public DirectorySink(Path root, Set<String> kept) {
        this.root = root;
        this.kept = Set.copyOf(kept);
    }

    /** How many files have arrived. */
    public long arrived() {
        return arrived.get();
    }

    @Override
    public Delivery delivery(AssembledFile file) {
        return () -> {
            deliver(file);
            arrived.incrementAndGet();
        };
    }

    private void deliver(AssembledFile file) {
        String name = ConfinedPath.checked(file.name());
        String folder = file.identity().path().folder();
        String first = folder.isEmpty() ? name : folder.split("/", 2)[0];
        if (kept.contains(first.toLowerCase(Locale.ROOT))) {
            throw poison("the name " + Shown.text(first) + " is kept for what Waybill itself writes there");
        }
        Path place = ConfinedPath.folder(root, folder).resolve(name);
        try {
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(place)) {
                throw poison(place + " is a folder or a link, and stands in the way");
            }
            if (!isThere(place, file)) {
                write(file, place);
            }
        } catch (IOException e) {
            throw unavailable(place + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static boolean isThere(Path place, AssembledFile file) throws IOException {
        return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                && Files.size(place) == file.content().size()
                && hash(place).equals(file.identity().hash());
    }

    private static Sha512 hash(Path place) throws IOException {
        MessageDigest digest = Sha512.running();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(place)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Sha512.of(digest.digest());
    }

    private static void write(AssembledFile file, Path place) throws IOException {
        Path beside = place.resolveSibling(".waybill-" + StagingFolder.shortName(file.identity()) + ".part");
        try {
            try (InputStream in = file.content().from(0)) {
                Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
            }
            try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
