package dev.waybill.files.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.waybill.files.chunk.RelativePath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which files of one topic have arrived for one consumer group.
 *
 * <p>The journal {@code processed_from_<topic>_by_<group>.jsonl} is what counts; it survives the end of the process at any
 * moment. The tables {@code processed_from_<topic>_by_<group>.csv} and {@code
 * consuming_from_<topic>_in_progress_by_<group>.csv} show it, and what is under way, to people and programs that know
 * OpenMSIStream's; each is replaced at once, every five seconds, and less often where writing takes long.
 *
 * <p>Where there is no journal yet, files that OpenMSIStream's tables name as processed are taken over.
 *
 * <p>Takes about half a kilobyte of memory for each file. Thread-safe.
 */
public final class ReceivedRegistry implements AutoCloseable {
    private static final Duration SHOW_EVERY = ofSeconds(4);
    private static final int LOAD = 20;

    private final List<DeliveredFile> all = new ArrayList<>();
    private final Map<RelativePath, DeliveredFile> last = new HashMap<>();
    private final Writer journal;
    private final ReceivedTables tables;
    private final InstantSource clock;
    private Instant showAt;
    private int shown = -1;

    private ReceivedRegistry(Path folder, String topic, String group, InstantSource clock, ZoneId zone)
            throws IOException {
        Path file = folder.resolve("processed_from_" + topic + "_by_" + group + ".jsonl");
        boolean isNew = Files.notExists(file);
        if (isNew) {
            ForeignReceived.read(folder, topic, group, zone).forEach(this::remember);
        } else {
            read(file).forEach(this::remember);
        }
        this.journal = Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.tables = new ReceivedTables(folder, topic, group, zone);
        this.clock = clock;
        this.showAt = clock.instant();
        if (isNew) {
            for (var delivered : all) {
                write(delivered);
            }
            journal.flush();
        }
    }

    /**
     * Opens the registry in {@code folder}, which is created where there is none.
     *
     * @param zone of the times in the tables
     */
    public static ReceivedRegistry open(Path folder, String topic, String group, InstantSource clock, ZoneId zone)
            throws IOException {
        Files.createDirectories(folder);
        return new ReceivedRegistry(folder, topic, group.replaceAll("[^A-Za-z0-9._-]", "_"), clock, zone);
    }

    /** What the journals in a folder say, which another process may be writing: by topic, group and order of arrival. */
    public static List<DeliveredFile> look(Path folder) throws IOException {
        var found = new ArrayList<DeliveredFile>();
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, "processed_from_*_by_*.jsonl")) {
            for (Path journal : journals) {
                found.addAll(read(journal));
            }
        }
        return found;
    }

    private static List<DeliveredFile> read(Path file) throws IOException {
        var found = new ArrayList<DeliveredFile>();
        // Not Files.lines: bytes that a crash left must not end the reading.
        try (var in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                DeliveredLine.read(line).ifPresent(found::add);
            }
        }
        return found;
    }

    private void remember(DeliveredFile delivered) {
        all.add(delivered);
        last.put(delivered.path(), delivered);
    }

    /** What has arrived at this path last. */
    public synchronized Optional<DeliveredFile> last(RelativePath path) {
        return Optional.ofNullable(last.get(path));
    }

    /** Everything that has arrived, in that order; a path as often as it did. */
    public synchronized List<DeliveredFile> all() {
        return List.copyOf(all);
    }

    /** Keeps that a file has arrived. */
    public synchronized void add(DeliveredFile delivered) throws IOException {
        write(delivered);
        journal.flush();
        remember(delivered);
    }

    /** The line end comes first: it ends what a crash may have cut off. */
    private void write(DeliveredFile delivered) throws IOException {
        journal.write("\n" + DeliveredLine.text(delivered));
    }

    /** Writes the tables if they are due. To be called often. */
    public void tick(Supplier<Collection<ReceivedFile>> inProgress) throws IOException {
        if (!clock.instant().isBefore(showAt)) {
            show(inProgress.get());
        }
    }

    /** Writes the tables now. */
    public synchronized void show(Collection<ReceivedFile> inProgress) throws IOException {
        Instant begun = clock.instant();
        tables.writeInProgress(inProgress);
        if (shown != all.size()) {
            tables.writeProcessed(all);
            shown = all.size();
        }
        Instant done = clock.instant();
        Duration pause = Duration.between(begun, done).multipliedBy(LOAD);
        showAt = done.plus(pause.compareTo(SHOW_EVERY) > 0 ? pause : SHOW_EVERY);
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
