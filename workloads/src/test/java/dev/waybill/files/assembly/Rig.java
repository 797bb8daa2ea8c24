package dev.waybill.files.assembly;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toMap;

import dev.waybill.delivery.DeliveryLoop;
import dev.waybill.delivery.DeliveryStats;
import dev.waybill.delivery.Surroundings;
import dev.waybill.files.FilesPipeline;
import dev.waybill.files.idle.IdleFiles;
import dev.waybill.files.moving.Heads;
import dev.waybill.files.moving.LogBounds;
import dev.waybill.files.moving.LogBounds.Bounds;
import dev.waybill.files.moving.MovingSource;
import dev.waybill.files.moving.StretchReader;
import dev.waybill.files.registry.ReceivedRegistry;
import dev.waybill.files.staging.StagingFolder;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemorySource;
import dev.waybill.testkit.MemoryTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** The real pipeline over topics in memory, on one thread, with a staging folder on disk. */
final class Rig implements AutoCloseable {
    static final String TOPIC = "raw";
    static final int PARTITIONS = 3;

    final ManualTime time;
    final MemoryTopics topics;
    final MemoryFailures failures;
    final KeptFiles sink;
    final MemorySource source;
    final Reassembler reassembler;
    final Heads heads = new Heads();
    private final Path folder;
    private final StagingFolder staging;
    private final ReceivedRegistry registry;
    private final DeliveryLoop loop;
    private boolean isRunning = true;
    private int refusals;

    private Rig(
            World world,
            Path folder,
            AssemblySettings settings,
            MemorySource source,
            StretchReader reader,
            Executor restoring)
            throws IOException {
        this.time = world.time();
        this.topics = world.topics();
        this.failures = world.failures();
        this.sink = world.sink();
        this.source = source;
        this.folder = folder;
        this.staging = StagingFolder.open(folder.resolve("staging"));
        this.registry = ReceivedRegistry.open(folder.resolve("LOGS"), TOPIC, "g", time, ZoneOffset.UTC);
        this.reassembler = Reassembler.open(settings, staging, sink, registry, Runnable::run, Runnable::run, time);
        var pipeline = new FilesPipeline(reassembler, Optional.empty(), failures, ofSeconds(30));
        var moving = new MovingSource(source, reassembler, heads, reader, restoring);
        this.loop = pipeline.to(pipeline.from(() -> moving))
                .loop(moving, new Surroundings(time, new Random(7), Runnable::run, Runnable::run));
        loop.start();
        housekeep();
    }

    /** What outlives a process. */
    record World(ManualTime time, MemoryTopics topics, MemoryFailures failures, KeptFiles sink, List<KafkaRecord> put) {
        static World create() {
            return new World(
                    new ManualTime(),
                    MemoryTopics.of(TOPIC, PARTITIONS),
                    new MemoryFailures(),
                    new KeptFiles(),
                    new ArrayList<>());
        }

        void put(int partition, byte[] value) {
            var id = new TopicPartition(TOPIC, partition);
            var record = KafkaRecord.of(TOPIC, partition, topics.end(id), null, value);
            topics.put(record);
            put.add(record);
        }

        /** Where the topics begin and end. */
        LogBounds bounds() {
            return partitions -> partitions.stream().collect(toMap(p -> p, p -> new Bounds(0, topics.end(p))));
        }

        /** Reads what was put on the topics. */
        StretchReader reading() {
            return (partition, stretch, shown) -> put.stream()
                    .filter(record -> record.partition() == partition.partition())
                    .filter(record -> record.offset() >= stretch.low() && record.offset() <= stretch.high())
                    .forEach(shown);
        }

        Rig start(Path folder, AssemblySettings settings) throws IOException {
            return start(folder, settings, (partition, stretch, shown) -> {
                throw new AssertionError("nothing is to be read back");
            });
        }

        Rig start(Path folder, AssemblySettings settings, StretchReader reader) throws IOException {
            return start(folder, settings, reader, Runnable::run);
        }

        Rig start(Path folder, AssemblySettings settings, StretchReader reader, Executor restoring) throws IOException {
            return new Rig(this, folder, settings, topics.open(), reader, restoring);
        }
    }

    private void housekeep() {
        if (isRunning) {
            reassembler.tick();
            time.after(ofMillis(250), this::housekeep);
        }
    }

    /** From now on parks files that have been idle for so long. */
    void parkIdle(Duration longest, LogBounds bounds, StretchReader reader) {
        var idle = new IdleFiles(reassembler, longest, heads, bounds, reader, failures, time);
        time.after(ofSeconds(1), () -> lookForIdle(idle));
    }

    private void lookForIdle(IdleFiles idle) {
        try {
            if (isRunning) {
                idle.tick();
            }
        } catch (IOException e) {
            refusals++;
        }
        time.after(ofSeconds(1), () -> lookForIdle(idle));
    }

    /** How often idle files could not be parked. */
    int refusals() {
        return refusals;
    }

    void pass(Duration duration) {
        long end = time.nanos() + duration.toNanos();
        while (time.nanos() < end && isRunning) {
            loop.tick();
            time.advance(ofMillis(5));
        }
    }

    void passUntil(BooleanSupplier condition, Duration longest) {
        long end = time.nanos() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (time.nanos() > end) {
                throw new AssertionError("not within " + longest + "; so far " + stats() + ", unfinished "
                        + reassembler.unfinished() + ", committed " + topics.committed());
            }
            pass(ofMillis(5));
        }
    }

    /** Asks for a clean end, which must not take longer. */
    void stop(Duration longest) {
        long end = time.nanos() + longest.toNanos();
        loop.stop();
        while (loop.tick()) {
            if (time.nanos() > end) {
                throw new AssertionError("has not ended within " + longest);
            }
            time.advance(ofMillis(5));
        }
    }

    DeliveryStats stats() {
        return loop.stats();
    }

    /** How many files lie in the staging folder. */
    long staged() {
        try (Stream<Path> files = Files.list(folder.resolve("staging"))) {
            return files.filter(file -> file.toString().endsWith(".part")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    @Override
    public void close() throws IOException {
        if (isRunning) {
            isRunning = false;
            source.close();
            staging.close();
            registry.close();
        }
    }
}
