package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.FailureNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The notes beside failure files: {@code notes.jsonl} of their folder, which only grows. Thread-safe. */
record NotesFile(Path folder) {
    private static final String FILE = "notes.jsonl";

    /**
     * The notes of a store at one moment.
     *
     * @param byMark the oldest first
     * @param damaged a message for each line that is none
     */
    record Notes(Map<String, List<FailureNote>> byMark, List<String> damaged) {
        static final Notes NONE = new Notes(Map.of(), List.of());

        List<FailureNote> of(String mark) {
            return byMark.getOrDefault(mark, List.of());
        }
    }

    Notes read() throws IOException {
        var byMark = new HashMap<String, List<FailureNote>>();
        var damaged = new ArrayList<String>();
        Path file = folder.resolve(FILE);
        try (var lines = Files.newBufferedReader(file, UTF_8)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    if (!line.isBlank()) {
                        FailureNote note = NoteLine.read(line);
                        byMark.computeIfAbsent(note.mark(), mark -> new ArrayList<>())
                                .add(note);
                    }
                } catch (IllegalArgumentException e) {
                    damaged.add(file + ":" + number + "  " + e.getMessage());
                }
            }
            return new Notes(byMark, damaged);
        } catch (NoSuchFileException e) {
            return Notes.NONE;
        }
    }

    void append(Collection<FailureNote> notes) throws IOException {
        if (notes.isEmpty()) {
            return;
        }
        var lines = new StringBuilder();
        notes.forEach(note -> lines.append(NoteLine.write(note)).append('\n'));
        ForcedLines.append(folder.resolve(FILE), lines.toString().getBytes(UTF_8));
    }
}
