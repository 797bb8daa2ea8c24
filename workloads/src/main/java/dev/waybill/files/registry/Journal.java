package dev.waybill.files.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.files.chunk.RelativePath;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * The journal: a line is added whenever something becomes known, and the last line about a path holds. It survives the end of
 * the process at any moment; what a power cut takes from it is uploaded once more. Used by one thread.
 */
final class Journal implements AutoCloseable {
    private static final int WORTH_COMPACTING = 1_000;

    private final Path file;
    private final String topicId;
    private BufferedWriter out;

    private Journal(Path file, String topicId, BufferedWriter out) {
        this.file = file;
        this.topicId = topicId;
        this.out = out;
    }

    /** Reads what is said of the topic into {@code entries} and goes on writing behind it. */
    static Journal open(Path file, String topicId, Map<RelativePath, Entry> entries) throws IOException {
        int lines = Files.exists(file) ? read(file, topicId, entries) : 0;
        var journal = new Journal(file, topicId, append(file));
        if (lines > WORTH_COMPACTING && lines > 2 * entries.size()) {
            journal.compact(entries);
        } else {
            journal.out.newLine(); // ends what a crash may have cut off
        }
        return journal;
    }

    private static int read(Path file, String topicId, Map<RelativePath, Entry> entries) throws IOException {
        int lines = 0;
        // Not Files.lines: bytes that a crash left must not end the reading.
        try (var in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Optional<JournalLine> known = JournalLine.read(line);
                known.filter(l -> l.topicId().equals(topicId)).ifPresent(l -> entries.put(l.path(), l.entry()));
                lines++;
            }
        }
        return lines;
    }

    private void compact(Map<RelativePath, Entry> entries) throws IOException {
        out.close();
        Replacement.write(file, writer -> {
            for (var entry : entries.entrySet()) {
                writer.write(new JournalLine(topicId, entry.getKey(), entry.getValue()).text() + "\n");
            }
        });
        out = append(file);
    }

    private static BufferedWriter append(Path file) throws IOException {
        return Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void add(RelativePath path, Entry entry) throws IOException {
        out.write(new JournalLine(topicId, path, entry).text());
        out.write('\n');
    }

    /** Hands over to the operating system what was added. */
    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
