package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes down what happens in a process of its own, so that it is still there when that is killed. When a commit was kept
 * is not for the process to say: it may hear of it long after.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
final class FileWitness implements Witness, AutoCloseable {
    private final String process;
    private final FileChannel file;

    FileWitness(String process, Path folder) throws IOException {
        this.process = process;
        this.file = FileChannel.open(folder.resolve(process + ".history"), CREATE, APPEND);
    }

    @Override
    public void saw(Kind kind, TopicPartition partition, long offset, String detail) {
        if (kind != Kind.COMMIT_KEPT) {
            write(kind, new Position(partition.topic(), partition.partition(), offset), detail);
        }
    }

    @Override
    public void saw(Kind kind, KafkaRecord record, String detail) {
        write(kind, record.position(), detail);
    }

    private synchronized void write(Kind kind, Position at, String detail) {
        var line = EventLine.of(new Event(System.nanoTime(), kind, process, at, detail)) + "\n";
        try {
            file.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every process wrote in {@code folder}; a last line that a kill cut off is no event. */
    static List<Event> read(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".history"))
                    .map(FileWitness::text)
                    .flatMap(text ->
                            text.substring(0, text.lastIndexOf('\n') + 1).lines())
                    .map(EventLine::parse)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
