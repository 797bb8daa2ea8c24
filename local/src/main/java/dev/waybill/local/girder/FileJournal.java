package dev.waybill.local.girder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON line per change, appended; the last line of a document counts.
 *
 * <p>Not thread-safe: the lock of the documents guards it. A line that a crash cut off ends the file and is dropped.
 */
final class FileJournal implements Journal {
    private static final String KIND = "kind";
    private static final String SAVED = "saved";
    private static final String REMOVED = "removed";

    private final Path file;
    private final FileChannel channel;

    private FileJournal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FileJournal in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("documents.jsonl");
        return new FileJournal(file, FileChannel.open(file, CREATE, READ, WRITE));
    }

    @Override
    public void replay(BiConsumer<Kind, ObjectNode> saved, BiConsumer<Kind, String> removed) {
        try {
            String text = Files.readString(file, UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            whole.lines().forEach(line -> replay(line, saved, removed));
            channel.truncate(whole.getBytes(UTF_8).length);
            channel.position(channel.size());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public void saved(Kind kind, ObjectNode document) {
        append(line(kind).set(SAVED, document));
    }

    @Override
    public void removed(Kind kind, String id) {
        append(line(kind).put(REMOVED, id));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }

    private void replay(String line, BiConsumer<Kind, ObjectNode> saved, BiConsumer<Kind, String> removed) {
        try {
            JsonNode change = Json.MAPPER.readTree(line);
            Kind kind = Kind.named(change.path(KIND).asString("")).orElseThrow();
            if (change.path(SAVED) instanceof ObjectNode document) {
                saved.accept(kind, document);
            } else {
                removed.accept(kind, change.path(REMOVED).asString());
            }
        } catch (JacksonException | java.util.NoSuchElementException e) {
            throw new IllegalStateException(
                    file + " holds a line that is no change of a document; move the file away to start empty", e);
        }
    }

    private static ObjectNode line(Kind kind) {
        return Json.MAPPER.createObjectNode().put(KIND, kind.text());
    }

    private void append(JsonNode line) {
        ByteBuffer bytes = UTF_8.encode(line + "\n");
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
