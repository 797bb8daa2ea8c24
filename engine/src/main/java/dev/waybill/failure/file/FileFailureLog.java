package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.failure.FailureCursor;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parked records below a folder of failure files. Files are never changed; the marks of what is settled are lines of
 * {@code replayed.marks} beside them. Thread-safe.
 */
public final class FileFailureLog implements FailureLog {
    private static final String MARKS = "replayed.marks";

    private final Path folder;

    public FileFailureLog(Path folder) {
        this.folder = folder;
    }

    @Override
    public FailureCursor open() throws IOException {
        // The files first: what is settled between the two steps was there before, and must not be seen again.
        var files = FailureFolder.filesIn(folder);
        return new FileCursor(files, marks());
    }

    private Set<String> marks() throws IOException {
        try (var lines = Files.lines(folder.resolve(MARKS), ISO_8859_1)) {
            return lines.collect(Collectors.toCollection(HashSet::new));
        } catch (NoSuchFileException e) {
            return Set.of();
        }
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
