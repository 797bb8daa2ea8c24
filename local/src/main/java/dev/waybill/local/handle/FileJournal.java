package dev.waybill.local.handle;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON line per change, appended; the last line of a handle counts.
 *
 * <p>Not thread-safe: the store's lock guards it. A line that a crash cut off ends the file and is dropped.
 */
final class FileJournal implements Journal {
    private static final String HANDLE = "handle";
    private static final String VALUES = "values";

    private final Path file;
    private final FileChannel channel;

    private FileJournal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FileJournal in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("handles.jsonl");
        return new FileJournal(file, FileChannel.open(file, CREATE, READ, WRITE));
    }

    @Override
    public void replay(Map<String, StoredRecord> into) {
        try {
            String text = Files.readString(file, UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            text.substring(0, whole).lines().forEach(line -> replay(line, into));
            channel.truncate(text.substring(0, whole).getBytes(UTF_8).length);
            channel.position(channel.size());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public void saved(StoredRecord changed) {
        ObjectNode line = line(changed.handle());
        var values = line.putArray(VALUES);
        changed.values().forEach(value -> values.add(ValueCodec.encode(value)));
        append(line);
    }

    @Override
    public void deleted(HandleName handle) {
        append(line(handle));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }

    private void replay(String line, Map<String, StoredRecord> into) {
        try {
            JsonNode change = Json.MAPPER.readTree(line);
            HandleName handle = HandleName.parse(Json.text(change, HANDLE));
            if (!change.has(VALUES)) {
                into.remove(handle.key());
                return;
            }
            var values = new ArrayList<StoredValue>();
            change.path(VALUES).forEach(value -> values.add(ValueCodec.decode(value, Instant.EPOCH)));
            into.put(handle.key(), new StoredRecord(handle, values));
        } catch (JacksonException | Refusal e) {
            throw new IllegalStateException(
                    file + " holds a line that is no change of a handle; move the file away to start empty", e);
        }
    }

    private static ObjectNode line(HandleName handle) {
        return JsonNodeFactory.instance.objectNode().put(HANDLE, handle.text());
    }

    private void append(ObjectNode line) {
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
