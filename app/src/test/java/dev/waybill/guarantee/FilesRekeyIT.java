package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.files.chunk.ChunkDecoder;
import dev.waybill.files.chunk.FileChunk;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Chunks scattered over all partitions come together on another topic, whatever happens to who brings them there. */
final class FilesRekeyIT {
    private static final int PARTITIONS = 4;
    private static final int FILES = 60;
    private static final int LARGEST = 3_000_000;
    private static final int KILLS = 3;
    private static final long SEED = 20_261_121;

    private final String topic = "scattered-" + UUID.randomUUID();
    private final String together = topic + "-by-file";
    private final Broker broker = Broker.shared();
    private final Random random = new Random(SEED);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void everyFileIsInOnePartitionByteForByteThoughTheProcessIsKilled() throws Exception {
        broker.create(topic, PARTITIONS);
        var values = values(Parcels.files(FILES, LARGEST, random));
        byte[] climbing = Parcels.climbing(new byte[100]);
        byte[] damaged = Parcels.damaged(values.get(0));
        scatter(values, List.of(climbing, damaged));

        long committed = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long wanted = (long) values.size() * kill / (KILLS + 2);
            try (var child = Child.start(folder, arguments())) {
                await().atMost(ofMinutes(2))
                        .pollInterval(ofMillis(3))
                        .until(() -> committed() >= wanted || !child.isAlive());
                assertThat(child.isAlive()).as(child.output()).isTrue();
                child.kill();
            }
            committed = committed();
        }
        long before = sum(broker.ends(together));
        CommandRun last = CommandRun.of(arguments("--exit-at-end").toArray(String[]::new));

        assertThat(last.exit()).as(last.err()).isEqualTo(3);
        var read = read();
        System.out.printf(
                "FilesRekeyIT: %d chunks, %d kills, %d records, %d of them by the last run, %d before were committed%n",
                values.size(), KILLS, read.size(), read.size() - before, committed);
        assertThat(read.size() - before).as("sent by the last run").isLessThanOrEqualTo(values.size() + 2 - committed);
        assertThat(texts(read.stream().map(ConsumerRecord::value).toList())).isEqualTo(texts(values));
        assertThat(read).allSatisfy(FilesRekeyIT::isAsOurProducerWouldSendIt);
        assertThat(broker.committed("waybill-files-rekey-to-" + together, topic))
                .isEqualTo(broker.ends(topic));
        CommandRun parked = CommandRun.of(
                "failures", "list", "--failures", folder.resolve("failures").toString(), "-o", "json");
        assertThat(parked.out()).contains("a file name below the root", "chunk hash");
    }

    /** In the partition of its path, under the key it had. */
    private static void isAsOurProducerWouldSendIt(ConsumerRecord<byte[], byte[]> record) {
        FileChunk chunk = chunk(record);
        byte[] path = chunk.file().path().toString().getBytes(UTF_8);
        assertThat(record.partition()).isEqualTo(Utils.toPositive(Utils.murmur2(path)) % PARTITIONS);
        assertThat(new String(record.key(), UTF_8)).isEqualTo(chunk.key());
    }

    @Test
    void twoProcessesShareTheFilesThatCameTogether() throws Exception {
        broker.create(topic, PARTITIONS);
        broker.create(together, PARTITIONS);
        var files = Parcels.files(FILES, LARGEST, random);
        scatter(values(files), List.of());

        try (var one = Child.start(folder, download("one"));
                var two = Child.start(folder, download("two"))) {
            await().atMost(ofMinutes(2)).ignoreExceptions().until(() -> broker.readers("shared") == 2);
            CommandRun rekeyed = CommandRun.of(arguments("--exit-at-end").toArray(String[]::new));
            assertThat(rekeyed.exit()).as(rekeyed.err()).isZero();
            await().atMost(ofMinutes(2))
                    .until(() -> broker.committed("shared", together).equals(broker.ends(together))
                            || !one.isAlive()
                            || !two.isAlive());
            one.signal("TERM");
            two.signal("TERM");
            assertThat(one.exit()).as(one.output()).isEqualTo(143);
            assertThat(two.exit()).as(two.output()).isEqualTo(143);
        }

        var byOne = found("one", files);
        var byTwo = found("two", files);
        assertThat(byOne).isNotEmpty().doesNotContainAnyElementsOf(byTwo);
        assertThat(byTwo).isNotEmpty();
        var all = new TreeSet<>(byOne);
        all.addAll(byTwo);
        assertThat(all).isEqualTo(files.keySet());
    }

    private Set<String> found(String name, Map<String, byte[]> files) throws IOException {
        var found = new TreeSet<String>();
        for (var file : files.entrySet()) {
            Path path = folder.resolve(name).resolve(file.getKey());
            if (Files.exists(path)) {
                assertThat(Files.readAllBytes(path)).as(file.getKey()).isEqualTo(file.getValue());
                found.add(file.getKey());
            }
        }
        return found;
    }

    @Test
    void aParkedRecordIsMendedAndReplayedToTheOtherTopic() throws Exception {
        broker.create(topic, PARTITIONS);
        byte[] whole = values(Parcels.files(1, 1_000, random)).get(0);
        scatter(List.of(), List.of(Parcels.damaged(whole)));
        Path mended = Files.write(folder.resolve("mended.bin"), whole);
        String failures = folder.resolve("failures").toString();
        CommandRun rekeyed = CommandRun.of(arguments("--exit-at-end").toArray(String[]::new));
        String id = JsonMapper.shared()
                .readTree(CommandRun.of("failures", "list", "--failures", failures, "-o", "jsonl")
                        .out())
                .path("id")
                .asString();

        CommandRun edited = CommandRun.of("failures", "edit", id, "--file", mended.toString(), "--failures", failures);
        CommandRun replayed = CommandRun.of("replay", "--failures", failures, "-o", "jsonl");
        CommandRun left = CommandRun.of("failures", "list", "--failures", failures, "-o", "json");

        assertThat(rekeyed.exit()).as(rekeyed.err()).isEqualTo(3);
        assertThat(rekeyed.err()).contains("waybill replay --failures " + failures);
        assertThat(edited.exit()).as(edited.err()).isZero();
        assertThat(replayed.exit()).as(replayed.err()).isZero();
        assertThat(texts(read().stream().map(ConsumerRecord::value).toList())).isEqualTo(texts(List.of(whole)));
        assertThat(left.out()).isEqualTo("[]\n");
    }

    @Test
    void aTopicIsNotCopiedToItselfAndOneThatIsNotThereIsNamed() {
        CommandRun same = CommandRun.of("files", "rekey", "--topic", "raw", "--to", "raw");
        CommandRun missing = CommandRun.of(arguments().toArray(String[]::new));

        assertThat(same.exit()).isEqualTo(2);
        assertThat(same.err()).contains("--to", "which is --topic too", "another topic");
        assertThat(missing.exit()).isEqualTo(5);
        assertThat(missing.err()).contains("there is no topic " + topic);
    }

    private static List<byte[]> values(Map<String, byte[]> files) {
        var values = new ArrayList<byte[]>();
        files.forEach((path, content) -> values.addAll(Parcels.values(path, content, Parcels.hash(content))));
        return values;
    }

    /** Each by itself to any partition, in any order, with the key that upstream gives it. */
    private void scatter(List<byte[]> values, List<byte[]> wrong) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (byte[] value : values) {
            String key = ChunkDecoder.decode(KafkaRecord.of(topic, 0, 0, null, value))
                    .key();
            records.add(new ProducerRecord<>(topic, random.nextInt(PARTITIONS), key.getBytes(UTF_8), value));
        }
        for (byte[] value : wrong) {
            records.add(new ProducerRecord<>(topic, random.nextInt(PARTITIONS), "wrong".getBytes(UTF_8), value));
        }
        Collections.shuffle(records, random);
        broker.send(records);
    }

    private long committed() {
        return sum(broker.committed("waybill-files-rekey-to-" + together, topic));
    }

    private static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private static FileChunk chunk(ConsumerRecord<byte[], byte[]> record) {
        return ChunkDecoder.decode(
                KafkaRecord.of(record.topic(), record.partition(), record.offset(), record.key(), record.value()));
    }

    private static Set<ByteBuffer> texts(List<byte[]> values) {
        return values.stream().map(ByteBuffer::wrap).collect(toSet());
    }

    private List<ConsumerRecord<byte[], byte[]>> read() {
        var read = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(together, p))
                .toList();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.servers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < requireNonNull(ends.get(p)))) {
                consumer.poll(ofMillis(100)).forEach(read::add);
            }
        }
        return read;
    }

    private List<String> arguments(String... more) {
        var arguments = new ArrayList<>(List.of("files", "rekey", "--topic_name", topic));
        arguments.addAll(List.of("--bootstrap-server", broker.servers()));
        arguments.addAll(List.of("--failures", folder.resolve("failures").toString()));
        arguments.addAll(quickly("rekey"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private List<String> download(String name) {
        var arguments = new ArrayList<>(List.of("files", "download", name, "--topic_name", together));
        arguments.addAll(List.of("--consumer_group_id", "shared", "--bootstrap-server", broker.servers()));
        arguments.addAll(quickly(name));
        return arguments;
    }

    /** A process that was killed is missed soon, and its place is taken by the next of that name. */
    private static List<String> quickly(String instance) {
        return List.of(
                "--set",
                "kafka.session.timeout.ms=3000",
                "--set",
                "kafka.heartbeat.interval.ms=500",
                "--set",
                "kafka.group.instance.id=" + instance);
    }
}
