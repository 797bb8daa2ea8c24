package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.record.FetchedRecords;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.CommitListener;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import dev.waybill.source.SourceFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A file of parked records as a source: replaying it is running the pipeline from here. Each record's attempt is one
 * higher than its line says. The file is never changed.
 *
 * <p>Read by one thread, once; what was found may be asked after the run.
 */
public final class FailureFile implements SourceFactory, RecordSource {
    private static final int LINES_PER_POLL = 200;

    private final Path file;
    private final TopicPartition id;
    private final List<String> malformed = new ArrayList<>();
    private long lines;
    private long records;
    private boolean isPaused;
    private boolean isAtEnd;
    private Optional<BufferedReader> reader = Optional.empty();

    public FailureFile(Path file) {
        this.file = file;
        this.id = new TopicPartition(file.toString(), 0);
    }

    /** One message for each line that is no parked record: file, line, what is wrong. */
    public List<String> malformed() {
        return List.copyOf(malformed);
    }

    /** How many records were read. */
    public long records() {
        return records;
    }

    /** Whether every line was looked at: not so if the run was stopped before. */
    public boolean isReadToEnd() {
        return isAtEnd;
    }

    /** Reads all records without a pipeline. */
    public void forEachRecord(Consumer<KafkaRecord> action) {
        try (var records = open()) {
            while (!isAtEnd) {
                records.poll(Duration.ZERO, new EachRecord(action));
            }
        }
    }

    private record EachRecord(Consumer<KafkaRecord> action) implements Intake {
        @Override
        public void partition(TopicPartition partition) {}

        @Override
        public void records(FetchedRecords records) {
            for (int i = 0; i < records.size(); i++) {
                action.accept(records.record(i));
            }
        }

        @Override
        public void position(long position) {}
    }

    @Override
    public RecordSource open() {
        try {
            reader = Optional.of(Files.newBufferedReader(file, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return this;
    }

    @Override
    public void start(PartitionListener listener) {
        listener.assigned(List.of(id));
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        if (isPaused || isAtEnd) {
            return;
        }
        intake.partition(id);
        for (int i = 0; i < LINES_PER_POLL && !isAtEnd; i++) {
            readLine(intake);
        }
        intake.position(lines);
    }

    private void readLine(Intake intake) {
        String text = nextLine().orElse("");
        if (isAtEnd || text.isBlank()) {
            return;
        }
        try {
            var record = FailureLine.read(text, file.toString(), lines).again();
            records++;
            intake.record(lines - 1, record);
        } catch (IllegalArgumentException e) {
            malformed.add(file + ":" + lines + "  " + e.getMessage());
        }
    }

    private Optional<String> nextLine() {
        try {
            Optional<String> line = Optional.ofNullable(reader.orElseThrow().readLine());
            isAtEnd = line.isEmpty();
            lines += isAtEnd ? 0 : 1;
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " after line " + lines, e);
        }
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        isPaused = true;
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        isPaused = false;
    }

    @Override
    public int largestPoll() {
        return LINES_PER_POLL;
    }

    @Override
    public Map<TopicPartition, Progress> committed(Collection<TopicPartition> partitions) {
        return Map.of();
    }

    /** Progress within a file is not kept: whether all of it arrived is known at its end. */
    @Override
    public void commit(Map<TopicPartition, Progress> progress, CommitListener done) {
        done.committed(null);
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> progress) {
        return Optional.empty();
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        var ends = new HashMap<TopicPartition, Long>();
        partitions.forEach(p -> ends.put(p, countedLines()));
        return ends;
    }

    private long countedLines() {
        try (var all = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public long position(TopicPartition partition) {
        return lines;
    }

    @Override
    public void close() {
        reader.ifPresent(r -> {
            try {
                r.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
