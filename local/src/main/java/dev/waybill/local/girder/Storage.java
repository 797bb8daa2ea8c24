package dev.waybill.local.girder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * What the service has on disk.
 *
 * @param scratch removed at the end; absent: the data directory is kept
 */
record Storage(Journal journal, Assetstore assetstore, Optional<Path> scratch) implements AutoCloseable {
    static Storage open(GirderServiceSettings settings) throws IOException {
        if (settings.dataDir().isPresent()) {
            Path directory = settings.dataDir().get();
            Assetstore assetstore = Assetstore.in(directory);
            return new Storage(FileJournal.in(directory), assetstore, Optional.empty());
        }
        Path scratch = Files.createTempDirectory("waybill-girder-");
        return new Storage(Journal.NONE, Assetstore.in(scratch), Optional.of(scratch));
    }

    @Override
    public void close() {
        journal.close();
        scratch.ifPresent(Storage::remove);
    }

    private static void remove(Path directory) {
        if (Files.notExists(directory)) {
            return; // closed before
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
