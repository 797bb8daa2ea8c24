package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.files.chunk.ChunkDecoder;
import dev.waybill.files.chunk.FileChunk;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The uploading process is killed, more than once: every chunk of every file is on the topic in the end. */
final class FilesUploadIT {
    private static final int PARTITIONS = 3;
    private static final int FILES = 12;
    private static final int CHUNK = 64 << 10;
    private static final int CHUNKS = 600;
    private static final int KILLS = 3;

    private final String topic = "upload-" + UUID.randomUUID();
    private final Broker broker = Broker.shared();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** What is on the topic of one path. */
    private static final class Arrived {
        private final Set<Integer> partitions = new HashSet<>();
        private final Set<String> hashes = new HashSet<>();
        private final BitSet chunks = new BitSet();
        private int records;
    }

    @Test
    void whatIsKilledGoesOnWhereItWasAndNothingIsMissing() throws Exception {
        broker.create(topic, PARTITIONS);
        for (int i = 0; i < FILES; i++) {
            writeLarge("run-" + i % 3 + "/scan-" + i + ".dat", i);
        }
        int allChunks = FILES * CHUNKS;

        for (int kill = 1; kill <= KILLS; kill++) {
            long wanted = (long) allChunks * kill / (KILLS + 2);
            try (var child = Child.start(folder, arguments("--n_threads", "2"))) {
                await().atMost(ofMinutes(2))
                        .pollInterval(ofMillis(5))
                        .until(() -> (onTopic() >= wanted && isPartOfAFileKept()) || !child.isAlive());
                assertThat(child.isAlive()).as(child.output()).isTrue();
                child.kill();
            }
        }
        long before = onTopic();
        Map<String, Integer> kept = kept();
        CommandRun last = CommandRun.of(arguments("-o", "json").toArray(String[]::new));

        assertThat(last.exit()).as(last.err()).isZero();
        var arrived = arrived();
        assertThat(arrived).hasSize(FILES);
        int records = 0;
        for (Arrived file : arrived.values()) {
            assertThat(file.partitions).hasSize(1);
            assertThat(file.hashes).hasSize(1);
            assertThat(file.chunks.nextClearBit(1)).isEqualTo(CHUNKS + 1);
            records += file.records;
        }
        long sentLast = 0;
        for (JsonNode row : JsonMapper.shared().readTree(last.out())) {
            int sent = row.path("sent").asInt();
            assertThat(sent)
                    .as(row.path("path").asString())
                    .isEqualTo(CHUNKS - kept.getOrDefault(row.path("path").asString(), 0));
            sentLast += sent;
        }
        System.out.printf(
                "FilesUploadIT: %d chunks, %d kills, %d records, %d sent after the last kill%n",
                allChunks, KILLS, records, sentLast);
        assertThat(sentLast).isEqualTo(records - before);
        assertThat(records - allChunks).as("sent more than once").isLessThan(allChunks / 2);

        CommandRun again = CommandRun.of(arguments("-o", "json").toArray(String[]::new));
        assertThat(again.exit()).isZero();
        assertThat(again.out()).isEqualTo("[]\n");
        assertThat(onTopic()).isEqualTo(records);
    }

    @Test
    void oneUploadAtATimeHasAFolderAndCtrlCEndsItCleanly() throws Exception {
        Child.assumeSignalsArrive();
        broker.create(topic, PARTITIONS);
        writeLarge("a.dat", 1);
        try (var child = Child.start(folder, arguments("--watch", "--watchdog_lag_time", "0.2"))) {
            await().atMost(ofMinutes(2)).until(() -> child.output().contains("\"path\":\"a.dat\"") || !child.isAlive());

            CommandRun other = CommandRun.of(arguments().toArray(String[]::new));
            child.signal("INT");

            assertThat(other.exit()).isEqualTo(6);
            assertThat(other.err()).contains("error: conflict", "another upload holds");
            assertThat(child.exit()).as(child.output()).isEqualTo(130);
            assertThat(child.output()).contains("1 files uploaded (600 chunks)");
        }
    }

    private List<String> arguments(String... more) {
        var arguments = new ArrayList<>(
                List.of("files", "upload", folder.resolve("data").toString()));
        arguments.addAll(List.of("--bootstrap-server", broker.servers(), "--topic_name", topic));
        arguments.addAll(List.of("--chunk_size", Integer.toString(CHUNK)));
        arguments.addAll(List.of("--set", "kafka.compression.type=lz4"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Mostly holes, with a number in each chunk. */
    private void writeLarge(String name, int number) throws IOException {
        Path file = folder.resolve("data").resolve(name);
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength((long) CHUNK * CHUNKS);
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                out.seek((long) CHUNK * chunk);
                out.writeInt(number * CHUNKS + chunk);
            }
        }
    }

    private long onTopic() {
        return broker.ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    private boolean isPartOfAFileKept() throws IOException {
        return kept().values().stream().anyMatch(chunks -> chunks > 0 && chunks < CHUNKS);
    }

    /** How many chunks of each path the journal has, by the last line about it. */
    private Map<String, Integer> kept() throws IOException {
        Path journal = folder.resolve("data/LOGS/upload_to_" + topic + ".jsonl");
        var kept = new HashMap<String, Integer>();
        if (Files.exists(journal)) {
            for (String line : Files.readAllLines(journal)) {
                if (line.endsWith("}")) { // a kill may cut the last one off
                    JsonNode entry = JsonMapper.shared().readTree(line);
                    kept.put(
                            entry.path("path").asString(),
                            entry.path("delivered").asInt(CHUNKS));
                }
            }
        }
        return kept;
    }

    private Map<String, Arrived> arrived() {
        var arrived = new TreeMap<String, Arrived>();
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.servers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(ofMillis(100))
                        .forEach(r -> take(
                                KafkaRecord.of(r.topic(), r.partition(), r.offset(), r.key(), r.value()), arrived));
            }
        }
        return arrived;
    }

    private static void take(KafkaRecord record, Map<String, Arrived> arrived) {
        FileChunk chunk = ChunkDecoder.decode(record);
        Arrived file = arrived.computeIfAbsent(chunk.file().path().toString(), p -> new Arrived());
        ByteBuffer data = chunk.data().duplicate();
        assertThat(data.getInt() % CHUNKS).isEqualTo(chunk.index() - 1);
        file.records++;
        file.partitions.add(record.partition());
        file.hashes.add(chunk.file().hash().hex());
        file.chunks.set(chunk.index());
    }
}
