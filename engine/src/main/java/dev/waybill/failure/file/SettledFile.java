package dev.waybill.failure.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A failure file in which nothing waits for a replay any more.
 *
 * @param bytes its length when that was found out
 * @param newest when the last of its records was parked
 */
public record SettledFile(Path file, long bytes, long records, Instant newest) {
    /** Empty where a record has no mark, or a line is no record: somebody may want to mend it. */
    static Optional<SettledFile> of(FailureFolder.Part part, Set<String> marks) throws IOException {
        long records = 0;
        Instant newest = Instant.EPOCH;
        try (var cursor = new FileCursor(List.of(part), Set.of(), NotesFile.Notes.NONE)) {
            for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                if (!marks.contains(entry.get().mark())) {
                    return Optional.empty();
                }
                records++;
                Instant at = entry.get().parked().at();
                newest = at.isAfter(newest) ? at : newest;
            }
            return cursor.damaged().isEmpty()
                    ? Optional.of(new SettledFile(part.file(), part.bytes(), records, newest))
                    : Optional.empty();
        }
    }

    /** Deletes it; returns false, and changes nothing, if something was appended since. */
    public boolean delete() throws IOException {
        return ForcedLines.delete(file, bytes);
    }
}
