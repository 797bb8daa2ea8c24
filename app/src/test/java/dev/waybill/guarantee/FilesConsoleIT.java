package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.local.girder.GirderService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person types while files are sent and received, and what the programs send of themselves. */
final class FilesConsoleIT {
    private final String topic = "console-" + UUID.randomUUID();
    private final String beats = "beats-" + UUID.randomUUID();
    private final Broker broker = Broker.shared();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theReceiverAnswersWordsGivesSignsOfLifeAndEndsCleanly() throws Exception {
        broker.create(topic, 2);
        broker.create(beats, 1);
        byte[] content = new byte[3 * Parcels.CHUNK];
        var values = new ArrayList<>(Parcels.values("a.dat", content, Parcels.hash(content)));
        values.add(Parcels.values("half.dat", content, Parcels.hash(content)).get(0));
        broker.send(values.stream()
                .map(value -> new ProducerRecord<byte[], byte[]>(topic, value))
                .toList());
        try (var girder = GirderService.start();
                var child = Child.start(
                        folder,
                        arguments(
                                List.of("files", "girder", girder.uri().toString(), girder.apiKey()),
                                "--consumer_group_id",
                                "lab",
                                "--heartbeat_program_id",
                                "the-lab"))) {
            await().atMost(ofMinutes(2)).pollInterval(ofMillis(200)).until(() -> {
                child.type("check");
                return child.output().contains("4 messages read, 4 messages processed, 1 files completely processed")
                        || !child.isAlive();
            });
            child.type("help");
            await().atMost(ofMinutes(2))
                    .until(() -> child.output().contains("the words are: check (c), quit (q)\n")
                            && child.output().contains("\n.\n"));
            child.type("q");

            assertThat(child.exit()).as(child.output()).isZero();
            assertThat(child.output())
                    .contains(
                            "so far; 0 parked, 1 files incomplete, 0 failed attempts\n", "quitting: what is under way")
                    .contains("4 messages read, 4 settled, 0 parked, 1 files arrived, 1 files incomplete\n");
        }

        assertThat(broker.committed("lab", topic)).isEqualTo(broker.ends(topic));
        var sent = beats("the-lab_heartbeat");
        assertThat(names(sent))
                .containsExactlyInAnyOrder(
                        "timestamp", "n_messages_read", "n_messages_processed", "n_bytes_read", "n_bytes_processed");
        assertThat(sum(sent, "n_messages_read")).isEqualTo(4);
        assertThat(sum(sent, "n_messages_processed")).isEqualTo(4);
        assertThat(sum(sent, "n_bytes_read")).isGreaterThan(4L * Parcels.CHUNK);
    }

    @Test
    void theSenderDoesSoTooAndTheEndOfItsInputIsAQuit() throws Exception {
        broker.create(topic, 2);
        broker.create(beats, 1);
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.write(data.resolve("a.dat"), new byte[3 * Parcels.CHUNK]);
        try (var child = Child.start(
                folder,
                arguments(
                        List.of("files", "upload", data.toString()),
                        "--watch",
                        "--watchdog_lag_time",
                        "0.1",
                        "--chunk_size",
                        Integer.toString(Parcels.CHUNK)))) {
            await().atMost(ofMinutes(2)).pollInterval(ofMillis(200)).until(() -> {
                child.type("c");
                return child.output().contains("1 files uploaded (3 chunks), 0 failed, 0 uploaded before, 0 left\n")
                        || !child.isAlive();
            });
            await().atMost(ofMinutes(2)).until(() -> child.output().contains("\n.\n"));
            child.hangUp();

            assertThat(child.exit()).as(child.output()).isZero();
        }

        var sent = beats("upload_to_" + topic + "_heartbeat");
        assertThat(names(sent)).containsExactlyInAnyOrder("timestamp", "n_messages_produced", "n_bytes_produced");
        assertThat(sum(sent, "n_messages_produced")).isEqualTo(3);
        assertThat(sum(sent, "n_bytes_produced")).isEqualTo(valueBytes());
    }

    private List<String> arguments(List<String> command, String... more) {
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--topic_name", topic, "--bootstrap-server", broker.servers(), "--console"));
        arguments.addAll(List.of("--update_seconds", "1"));
        arguments.addAll(List.of("--heartbeat_topic_name", beats, "--heartbeat_interval_secs", "1"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private List<JsonNode> beats(String key) {
        return read(beats).stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> JsonMapper.shared().readTree(record.value()))
                .toList();
    }

    private long valueBytes() {
        return read(topic).stream().mapToLong(Read::bytes).sum();
    }

    private record Read(String key, String value, long bytes) {}

    private List<Read> read(String from) {
        var partitions = broker.ends(from).keySet().stream()
                .map(p -> new TopicPartition(from, p))
                .toList();
        var records = new ArrayList<Read>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.servers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(ofMillis(100))
                        .forEach(record ->
                                records.add(new Read(record.key(), record.value(), record.serializedValueSize())));
            }
        }
        return records;
    }

    private static Set<String> names(List<JsonNode> beats) {
        var names = new HashSet<Set<String>>();
        beats.forEach(beat -> names.add(new TreeSet<>(beat.propertyNames())));
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }

    private static long sum(List<JsonNode> beats, String field) {
        assertThat(beats).hasSizeGreaterThan(2);
        return beats.stream().mapToLong(beat -> beat.path(field).asLong()).sum();
    }
}
