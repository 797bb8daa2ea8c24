package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.failure.FailureCursor;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureLog;
import dev.waybill.failure.FailureNote;
import dev.waybill.failure.Reservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parked records below a folder of failure files, or of one of these files. Files are never changed; the marks of what
 * is settled are lines of {@code replayed.marks} in the folder, what was decided about records those of {@code notes.jsonl}.
 * Thread-safe.
 */
public final class FileFailureLog implements FailureLog {
    private static final String MARKS = "replayed.marks";

    private final Path folder;
    private final Optional<Path> only;

    private FileFailureLog(Path folder, Optional<Path> only) {
        this.folder = folder;
        this.only = only;
    }

    /** All that is parked below {@code folder}. */
    public FileFailureLog(Path folder) {
        this(folder, Optional.empty());
    }

    /**
     * What is parked in one file, for the same marks as all that is parked beside it: those of the folder that its
     * {@code r<N>} lies in. A file that lies elsewhere has the marks of {@code otherwise}.
     */
    public static FileFailureLog of(Path file, Path otherwise) {
        return new FileFailureLog(FailureFolder.holding(file).orElse(otherwise), Optional.of(file));
    }

    /** Where the marks are. */
    public Path folder() {
        return folder;
    }

    @Override
    public FailureCursor open() throws IOException {
        // The files first: what is settled between the two steps was there before, and must not be seen again.
        var files = files();
        return new FileCursor(files, marks(), new NotesFile(folder).read());
    }

    private List<FailureFolder.Part> files() throws IOException {
        return only.isPresent() ? FailureFolder.file(only.get()) : FailureFolder.filesIn(folder);
    }

    private Set<String> marks() throws IOException {
        try (var lines = Files.lines(folder.resolve(MARKS), ISO_8859_1)) {
            return lines.collect(Collectors.toCollection(HashSet::new));
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    @Override
    public void note(Collection<FailureNote> notes) throws IOException {
        new NotesFile(folder).append(notes);
    }

    /** Takes the lock of the folder, which the system gives back when the process ends. */
    @Override
    public Reservation reserve() throws IOException {
        return FolderLock.take(folder);
    }

    /** The files in which nothing waits any more, and nothing was parked at {@code before} or later. */
    public List<SettledFile> settled(Instant before) throws IOException {
        Set<String> marks = marks();
        var settled = new ArrayList<SettledFile>();
        for (var part : files()) {
            SettledFile.of(part, marks)
                    .filter(file -> file.newest().isBefore(before))
                    .ifPresent(settled::add);
        }
        return settled;
    }

    @Override
    public void settle(Collection<FailureEntry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        var lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry.mark()).append('\n'));
        ForcedLines.append(folder.resolve(MARKS), lines.toString().getBytes(US_ASCII));
    }
}
