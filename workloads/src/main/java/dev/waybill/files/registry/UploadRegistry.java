package dev.waybill.files.registry;

import static java.time.Duration.ofSeconds;

import dev.waybill.files.chunk.RelativePath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has been uploaded from one folder to one topic. One process at a time has it.
 *
 * <p>The journal {@code upload_to_<topic>.jsonl} is what counts. The tables {@code upload_to_<topic>_in_progress.csv} and {@code
 * uploaded_to_<topic>.csv} show the same to people and programs that know OpenMSIStream's; each is replaced at once, at most every
 * five seconds, and less often where writing takes long. Where there is no journal yet, files that OpenMSIStream's tables name as
 * uploaded count as that.
 *
 * <p>Takes about half a kilobyte of memory for each file. Used by one thread.
 */
public final class UploadRegistry implements AutoCloseable {
    private static final Duration SHOW_EVERY = ofSeconds(5);
    private static final int LOAD = 20;

    private final Map<RelativePath, Entry> entries = new LinkedHashMap<>();
    private final FileChannel lock;
    private final Journal journal;
    private final Tables tables;
    private final InstantSource clock;
    private Instant showAt;
    private boolean isShown;

    private UploadRegistry(
            Path folder, String topic, String topicId, InstantSource clock, ZoneId zone, FileChannel lock)
            throws IOException {
        Path file = folder.resolve("upload_to_" + topic + ".jsonl");
        boolean isNew = Files.notExists(file);
        if (isNew) {
            ForeignTables.read(folder, topic, zone, entries); // first: where that fails, it is tried again
        }
        this.lock = lock;
        this.journal = Journal.open(file, topicId, entries);
        this.tables = new Tables(folder, topic, zone);
        this.clock = clock;
        this.showAt = clock.instant();
        if (isNew) {
            for (var each : entries.entrySet()) {
                journal.add(each.getKey(), each.getValue());
            }
        }
        journal.flush();
    }

    /**
     * Opens the registry in {@code folder}, which is created where there is none.
     *
     * @param topicId tells the topic from an earlier one of that name, to which uploads do not count
     * @param zone of the times in the tables
     * @throws RegistryInUseException if another process has it open
     */
    public static UploadRegistry open(Path folder, String topic, String topicId, InstantSource clock, ZoneId zone)
            throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("upload_to_" + topic + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new RegistryInUseException(file);
            }
            return new UploadRegistry(folder, topic, topicId, clock, zone, channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new RegistryInUseException(file);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    public Optional<Entry> find(RelativePath path) {
        return Optional.ofNullable(entries.get(path));
    }

    /** Keeps what is known of {@code path} now. */
    public void put(RelativePath path, Entry entry) throws IOException {
        entries.put(path, entry);
        journal.add(path, entry);
        isShown = false;
    }

    /** Hands over to the file system what is due. To be called often. */
    public void tick() throws IOException {
        journal.flush();
        if (!isShown && !clock.instant().isBefore(showAt)) {
            show();
        }
    }

    private void show() throws IOException {
        Instant begun = clock.instant();
        tables.write(entries);
        Instant done = clock.instant();
        Duration pause = Duration.between(begun, done).multipliedBy(LOAD);
        showAt = done.plus(pause.compareTo(SHOW_EVERY) > 0 ? pause : SHOW_EVERY);
        isShown = true;
    }

    /** Shows the last state and lets others have the registry. */
    @Override
    public void close() throws IOException {
        try (lock;
                journal) {
            show();
        }
    }
}
