package dev.waybill.files.upload;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.waybill.files.chunk.ChunkFields;
import dev.waybill.files.registry.UploadRegistry;
import dev.waybill.files.upload.UploadedFile.Status;
import dev.waybill.local.kafka.KafkaBroker;
import dev.waybill.record.KafkaRecord;
import dev.waybill.topic.TopicCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and files to a real broker, and back. */
class UploaderIT {
    private static final int PARTITIONS = 5;
    private static final int CHUNK = 1_000;

    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker broker;

    private final String topic = "files-" + UUID.randomUUID();
    private final List<UploadedFile> told = Collections.synchronizedList(new ArrayList<>());
    private final Random random = new Random(7);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopic() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>copyOf(kafka()))) {
            var wanted = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())
                    .configs(Map.of("max.message.bytes", "1000000"));
            TopicCreation.create(admin, wanted);
        }
    }

    @Test
    void everyFileArrivesWholeWithItsPathAndInOnePartition() throws Exception {
        var sent = Map.of(
                "a.dat", write("a.dat", 10 * CHUNK + 1),
                "sub/deep/b.dat", write("sub/deep/b.dat", 3 * CHUNK),
                "sub/empty.dat", write("sub/empty.dat", 0),
                "größe/港.bin", write("größe/港.bin", CHUNK + 17),
                "one", write("one", 1));

        UploadStats stats = upload(ChunkFields.TEN, Watching.once());

        var received = received();
        assertThat(stats.done()).isEqualTo(5);
        assertThat(stats.chunks()).isEqualTo(received.records()).isEqualTo(11 + 3 + 1 + 2 + 1);
        assertThat(received.complete().keySet()).isEqualTo(new TreeSet<>(sent.keySet()));
        sent.forEach((path, content) ->
                assertThat(received.complete().get(path)).as(path).containsExactly(content));
        assertThat(received.partitions().values())
                .allSatisfy(partitions -> assertThat(partitions).hasSize(1));
    }

    @Test
    void nineFieldsAreWrittenForThoseWhoNeedThem() throws Exception {
        byte[] content = write("a.dat", 2 * CHUNK);

        upload(ChunkFields.NINE, Watching.once());

        assertThat(records()).allSatisfy(record -> assertThat(record.value()).startsWith(0x99));
        assertThat(received().complete().get("a.dat")).containsExactly(content);
    }

    @Test
    void aSecondRunSendsOnlyWhatIsNewOrHasAnotherContent() throws Exception {
        write("same.dat", 2 * CHUNK);
        write("touched.dat", 2 * CHUNK);
        write("changed.dat", 2 * CHUNK);
        upload(ChunkFields.TEN, Watching.once());
        told.clear();

        Files.setLastModifiedTime(
                folder.resolve("touched.dat"), FileTime.from(Instant.now().plusSeconds(5)));
        byte[] changed = write("changed.dat", 3 * CHUNK);
        byte[] added = write("added.dat", CHUNK);
        UploadStats stats = upload(ChunkFields.TEN, Watching.once());

        var received = received();
        assertThat(stats.skipped()).isEqualTo(1);
        assertThat(stats.chunks()).isEqualTo(4);
        assertThat(told)
                .extracting(UploadedFile::path, UploadedFile::status)
                .containsExactlyInAnyOrder(
                        tuple("touched.dat", Status.UNCHANGED),
                        tuple("changed.dat", Status.UPLOADED),
                        tuple("added.dat", Status.UPLOADED));
        assertThat(received.complete().get("changed.dat")).hasSize(2).last().isEqualTo(changed);
        assertThat(received.complete().get("added.dat")).containsExactly(added);
    }

    @Test
    void whatCannotBeReadIsNamedAndTheOthersGo() throws Exception {
        byte[] content = write("good.dat", CHUNK);
        var source = new NamedFiles(List.of(folder.resolve("gone.dat"), folder, folder.resolve("good.dat")));

        UploadStats stats = upload(source, ChunkFields.TEN, Watching.once(), kafka());

        assertThat(stats.failed()).isEqualTo(2);
        assertThat(told)
                .filteredOn(file -> file.status() == Status.FAILED)
                .extracting(file -> file.reason().orElse(""))
                .containsExactlyInAnyOrder("no such file", "not a regular file");
        assertThat(received().complete().get("good.dat")).containsExactly(content);
    }

    @Test
    void aChunkTheBrokerDoesNotTakeFailsItsFileOnly() throws Exception {
        write("large.dat", 2_000_000);
        byte[] content = write("small.dat", CHUNK);
        var settings = new UploadSettings(topic, 2_000_000, ChunkFields.TEN, 2, 0);

        try (var target = ChunkTopic.connect(kafka(), settings, ofSeconds(20))) {
            uploader(tree(), Watching.once(), settings, target, Optional.empty())
                    .run();
        }

        assertThat(received().complete().keySet()).containsExactly("small.dat");
        assertThat(received().complete().get("small.dat")).containsExactly(content);
        assertThat(told)
                .filteredOn(file -> file.status() == Status.FAILED)
                .singleElement()
                .satisfies(file -> assertThat(file.reason().orElse("")).contains("max.message.bytes"));
    }

    @Test
    void filesThatAppearWhileItWatchesAreSentOnceEachAndItStopsWhenTold() throws Exception {
        write("before.dat", CHUNK);
        var settings = new UploadSettings(topic, CHUNK, ChunkFields.TEN, 2, 0);
        var contents = new TreeMap<String, byte[]>();
        try (var target = ChunkTopic.connect(kafka(), settings, ofSeconds(20));
                var registry = registry()) {
            var uploader =
                    uploader(tree(), new Watching(ofMillis(300), true, true), settings, target, Optional.of(registry));
            var run = CompletableFuture.supplyAsync(() -> quietly(uploader));
            await().atMost(ofMinutes(2))
                    .until(() -> Files.exists(folder.resolve("LOGS/uploaded_to_" + topic + ".csv")));

            for (String name : List.of("x.dat", "sub/y.dat", "z.dat")) {
                contents.put(name, write(name, 3 * CHUNK));
            }
            await().atMost(ofMinutes(2)).until(() -> uploader.stats().done() == 3);
            uploader.stop();
            run.join();
        }

        var received = received();
        assertThat(received.complete().keySet()).isEqualTo(contents.keySet());
        contents.forEach(
                (name, content) -> assertThat(received.complete().get(name)).containsExactly(content));
        assertThat(received.records()).isEqualTo(9);
    }

    @Test
    void aRunThatWasStoppedInTheMiddleOfAFileGoesOnThere() throws Exception {
        byte[] content = write("large.dat", 4_000 * CHUNK);
        var settings = new UploadSettings(topic, CHUNK, ChunkFields.TEN, 1, 0);
        try (var target = ChunkTopic.connect(kafka(), settings, ofSeconds(20));
                var registry = registry()) {
            var uploader = uploader(tree(), Watching.once(), settings, target, Optional.of(registry));
            var run = CompletableFuture.supplyAsync(() -> quietly(uploader));
            await().atMost(ofMinutes(2))
                    .pollInterval(ofMillis(1))
                    .until(() -> uploader.stats().bytes() > 0);
            uploader.stop();
            run.join();
        }
        int before = received().records();
        assertThat(before).isBetween(1, 3_999);

        UploadStats stats = upload(ChunkFields.TEN, Watching.once());

        assertThat(stats.chunks()).isEqualTo(4_000 - before);
        assertThat(received().records()).isEqualTo(4_000);
        assertThat(received().complete().get("large.dat")).containsExactly(content);
    }

    @Test
    void aTopicNobodyKnowsEndsTheRun() {
        var settings = new UploadSettings("no-such-topic", CHUNK, ChunkFields.TEN, 1, 0);

        assertThatThrownBy(() -> ChunkTopic.connect(kafka(), settings, ofSeconds(2)))
                .isInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
    }

    @Test
    void aThousandSmallFilesArriveAll() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            write("f" + i % 10 + "/" + i, i % 50);
        }

        UploadStats stats = upload(ChunkFields.TEN, Watching.once());

        assertThat(stats.done()).isEqualTo(1_500);
        assertThat(received().complete()).hasSize(1_500);
    }

    private static UploadStats quietly(Uploader uploader) {
        try {
            return uploader.run();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private UploadStats upload(ChunkFields fields, Watching watching) throws Exception {
        return upload(tree(), fields, watching, kafka());
    }

    private UploadStats upload(FileSource source, ChunkFields fields, Watching watching, Map<String, String> kafka)
            throws Exception {
        var settings = new UploadSettings(topic, CHUNK, fields, 2, 0);
        try (var target = ChunkTopic.connect(kafka, settings, ofSeconds(20));
                var registry = registry()) {
            return uploader(source, watching, settings, target, Optional.of(registry))
                    .run();
        }
    }

    private Uploader uploader(
            FileSource source,
            Watching watching,
            UploadSettings settings,
            ChunkTopic target,
            Optional<UploadRegistry> registry) {
        return new Uploader(source, watching, settings, target, registry, InstantSource.system(), told::add);
    }

    private UploadRegistry registry() throws IOException {
        return UploadRegistry.open(folder.resolve("LOGS"), topic, "id", InstantSource.system(), ZoneOffset.UTC);
    }

    private FileTree tree() {
        return new FileTree(folder, folder.resolve("LOGS"), FileTree.NO_LOGS);
    }

    private byte[] write(String name, int size) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Path file = folder.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        return Files.readAllBytes(Files.write(file, content));
    }

    private ReceivedFiles received() {
        return new ReceivedFiles(records());
    }

    private List<KafkaRecord> records() {
        var records = new ArrayList<KafkaRecord>();
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>copyOf(kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(r ->
                                records.add(KafkaRecord.of(r.topic(), r.partition(), r.offset(), r.key(), r.value())));
            }
        }
        return records;
    }

    private static Map<String, String> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
