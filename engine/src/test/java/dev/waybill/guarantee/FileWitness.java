package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.util.stream.Collectors.groupingBy;

import dev.waybill.delivery.DeliveryStats;
import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens in a process of its own, so that it is still there when that is killed. When a commit was kept
 * is not for the process to say: it may hear of it long after. A record belongs to the period with its partition in which
 * its first delivery began.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
final class FileWitness implements Witness, AutoCloseable {
    private final String process;
    private final FileChannel file;
    private final Map<TopicPartition, Integer> periods = new HashMap<>();
    private final IdentityHashMap<KafkaRecord, String> owners = new IdentityHashMap<>();

    FileWitness(String process, Path folder) throws IOException {
        this.process = process;
        this.file = FileChannel.open(folder.resolve(process + ".history"), CREATE, APPEND);
    }

    @Override
    public synchronized void saw(Kind kind, TopicPartition partition, long offset, String detail) {
        if (kind == Kind.ASSIGNED) {
            periods.merge(partition, 1, Integer::sum);
        }
        if (kind != Kind.COMMIT_KEPT) {
            write(kind, owner(partition), new Position(partition.topic(), partition.partition(), offset), detail);
        }
    }

    @Override
    public synchronized void saw(Kind kind, KafkaRecord record, String detail) {
        write(kind, ownerOf(record), record.position(), detail);
    }

    /** How much the process holds now. */
    synchronized void holds(DeliveryStats stats) {
        write(Kind.SAMPLED, process, null, Event.held(stats));
    }

    /** This process, and its period with the partition of {@code record}. */
    synchronized String ownerOf(KafkaRecord record) {
        return owners.computeIfAbsent(record, r -> owner(new TopicPartition(r.topic(), r.partition())));
    }

    private String owner(TopicPartition partition) {
        return process + Event.PERIOD + periods.getOrDefault(partition, 0);
    }

    private void write(Kind kind, String owner, @Nullable Position at, String detail) {
        var line = EventLine.of(new Event(System.nanoTime(), kind, owner, at, detail)) + "\n";
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

    /** Of each process in {@code folder}, the last {@code count} events and the last sample of what it held. */
    static List<Event> last(Path folder, int count) throws IOException {
        var last = new ArrayList<Event>();
        read(folder).stream().collect(groupingBy(Event::process)).values().forEach(events -> {
            var samples = events.stream().filter(e -> e.is(Kind.SAMPLED)).toList();
            var others = events.stream().filter(e -> !e.is(Kind.SAMPLED)).toList();
            last.addAll(others.subList(Math.max(0, others.size() - count), others.size()));
            last.addAll(samples.subList(Math.max(0, samples.size() - 1), samples.size()));
        });
        return last;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
