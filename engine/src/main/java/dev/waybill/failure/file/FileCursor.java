package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.FailureCursor;
import dev.waybill.failure.FailureEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks through parts of failure files, past the lines that are marked. Confined to the thread that opened it. */
final class FileCursor implements FailureCursor {
    private static final int MOST_DAMAGED = 1_000;

    private final Deque<FailureFolder.Part> parts;
    private final Set<String> marks;
    private final NotesFile.Notes notes;
    private final Set<String> seen = new HashSet<>();
    private final List<String> damaged;
    private @Nullable BufferedReader reader;
    private Path file = Path.of("");
    private long line;

    FileCursor(List<FailureFolder.Part> parts, Set<String> marks, NotesFile.Notes notes) {
        this.parts = new ArrayDeque<>(parts);
        this.marks = marks;
        this.notes = notes;
        this.damaged = new ArrayList<>(notes.damaged());
    }

    @Override
    public Optional<FailureEntry> next() throws IOException {
        for (String text = nextLine(); text != null; text = nextLine()) {
            Optional<FailureEntry> entry = text.isBlank() ? Optional.empty() : read(text);
            if (entry.isPresent() && isNew(entry.get().mark())) {
                return entry;
            }
        }
        return Optional.empty();
    }

    /** Whether it is not settled, and not the second of two that say the same. */
    private boolean isNew(String mark) {
        return !marks.contains(mark) && seen.add(mark);
    }

    private Optional<FailureEntry> read(String text) {
        try {
            var entry = FailureLine.read(text, file.toString(), line);
            return Optional.of(entry.with(notes.of(entry.mark())));
        } catch (IllegalArgumentException e) {
            if (damaged.size() < MOST_DAMAGED) {
                damaged.add(file + ":" + line + "  " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private @Nullable String nextLine() throws IOException {
        while (true) {
            if (reader == null && !openNext()) {
                return null;
            }
            String text = reader == null ? null : reader.readLine();
            if (text != null) {
                line++;
                return text;
            }
            close();
        }
    }

    /** Opens the next part whose file is still there. */
    private boolean openNext() throws IOException {
        for (var part = parts.poll(); part != null; part = parts.poll()) {
            try {
                var bytes = new FirstBytes(Files.newInputStream(part.file()), part.bytes());
                reader = new BufferedReader(new InputStreamReader(bytes, UTF_8));
                file = part.file();
                line = 0;
                return true;
            } catch (NoSuchFileException e) {
                // somebody deleted it since: nothing in it waits for a replay
            }
        }
        return false;
    }

    @Override
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    @Override
    public void close() {
        if (reader == null) {
            return;
        }
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader = null;
        }
    }
}
