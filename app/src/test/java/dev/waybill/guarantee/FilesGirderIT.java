package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.files.girder.ApiKey;
import dev.waybill.files.girder.FolderPath;
import dev.waybill.files.girder.GirderClient;
import dev.waybill.files.girder.GirderSettings;
import dev.waybill.files.girder.UploadMetadata;
import dev.waybill.local.girder.Faults;
import dev.waybill.local.girder.GirderService;
import dev.waybill.local.girder.Switch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Chunks in any order, repeated, some of them wrong, and a process that is killed again and again: every good file is in Girder
 * once with its bytes, nothing else is, and what is wrong is parked with its reason.
 */
final class FilesGirderIT {
    private static final int PARTITIONS = 6;
    private static final int FILES = 200;
    private static final int LARGEST = Integer.getInteger("waybill.files.largest", 1_500_000);
    private static final int KILLS = 10;
    private static final long SEED = 20_261_121;
    private static final int SENT_TOGETHER = 500;

    /** For what takes longer with larger files: a second more for each megabyte of the largest. */
    private static final Duration PATIENCE = ofSeconds(60 + LARGEST / 1_000_000);

    private static final String COLLECTION = "Lab";
    private static final String CONFIRMED = "PUT item/:id/metadata";

    private final String topic = "chunks-" + UUID.randomUUID();
    private final String group = "of-" + topic;
    private final Broker broker = Broker.shared();
    private final Random random = new Random(SEED);

    @SuppressWarnings("NullAway.Init")
    private GirderService girder;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void open() throws IOException {
        girder = GirderService.start();
    }

    @AfterEach
    void close() {
        girder.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "memory"})
    void everyFileIsInGirderOnceThoughTheProcessIsKilledTenTimes(String mode) throws Exception {
        broker.create(topic, PARTITIONS);
        var files = Parcels.files(FILES, LARGEST, random);
        int records = send(files);

        for (int kill = 1; kill <= KILLS; kill++) {
            long wanted = (long) FILES * kill / (KILLS + 2);
            try (var child = Child.start(folder, arguments("--mode", mode))) {
                await().atMost(PATIENCE)
                        .pollInterval(ofMillis(3))
                        .until(() -> girder.log().count(CONFIRMED) >= wanted || !child.isAlive());
                assertThat(child.isAlive()).as(child.output()).isTrue();
                child.kill();
            }
        }
        try (var last = Child.start(folder, arguments("--mode", mode, "--exit-at-end"))) {
            assertThat(last.exit(PATIENCE)).as(last.output()).isEqualTo(3);
        }

        System.out.printf(
                "FilesGirderIT: %s, %d files in %d records, %d kills, %d confirmations (seed %d)%n",
                mode, FILES, records, KILLS, girder.log().count(CONFIRMED), SEED);
        assertThat(new GirderFolder(girder, COLLECTION, topic).hashes()).isEqualTo(hashes(files));
        assertThat(broker.committed(group, topic)).isEqualTo(broker.ends(topic));
        assertThat(reasons())
                .hasSize(3)
                .anyMatch(reason -> reason.contains("a file name below the root"))
                .anyMatch(reason -> reason.contains("chunk hash"))
                .anyMatch(reason -> reason.contains("bad-file.dat") && reason.contains("sent anew"));
    }

    /** Sends all chunks in any order, a third of them twice, and those that are wrong among them. */
    private int send(Map<String, byte[]> files) {
        var values = new ArrayList<Supplier<byte[]>>();
        files.forEach((path, content) -> values.addAll(Parcels.later(path, content, Parcels.hash(content))));
        for (var value : List.copyOf(values)) {
            if (random.nextInt(3) == 0) {
                values.add(value);
            }
        }
        byte[] content = new byte[3 * Parcels.CHUNK];
        random.nextBytes(content);
        values.addAll(Parcels.later("bad-file.dat", content, Parcels.hash(new byte[1])));
        var damaged = Parcels.later("bad-chunk.dat", content, Parcels.hash(content));
        values.addAll(damaged.subList(0, 2));
        values.add(() -> Parcels.damaged(damaged.get(2).get()));
        values.add(() -> Parcels.climbing(new byte[100]));
        Collections.shuffle(values, random);

        for (int from = 0; from < values.size(); from += SENT_TOGETHER) {
            var together = values.subList(from, Math.min(values.size(), from + SENT_TOGETHER));
            broker.send(together.stream().map(value -> record(value.get())).toList());
        }
        return values.size();
    }

    private ProducerRecord<byte[], byte[]> record(byte[] value) {
        return new ProducerRecord<>(topic, random.nextInt(PARTITIONS), null, value);
    }

    private static Map<String, String> hashes(Map<String, byte[]> files) {
        var hashes = new TreeMap<String, String>();
        files.forEach((path, content) -> hashes.put(path, Parcels.hash(content).hex()));
        return hashes;
    }

    /** Why records were parked, without what is different from record to record. */
    private Set<String> reasons() {
        Path failures = folder.resolve("out/failures");
        CommandRun run = CommandRun.of("failures", "list", "--failures", failures.toString(), "-o", "json");
        assertThat(run.exit()).as(run.err()).isZero();
        var reasons = new TreeSet<String>();
        for (JsonNode row : JsonMapper.shared().readTree(run.out())) {
            reasons.add(row.path("reason").asString());
        }
        return reasons;
    }

    @Test
    void twoProcessesShareTheFilesOfOurProducerAndOneTakesOverFromTheOther() throws Exception {
        broker.create(topic, PARTITIONS);
        var files = Parcels.files(60, LARGEST, random);
        for (var file : files.entrySet()) {
            Path path = folder.resolve("data").resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().resolveSibling(""));
            Files.write(path, file.getValue());
        }
        try (var one = Child.start(folder, arguments("--mode", "disk"));
                var two = Child.start(folder, arguments("--mode", "disk", "--output_dir", "out-2"))) {
            CommandRun sent = CommandRun.of(
                    "files",
                    "upload",
                    folder.resolve("data").toString(),
                    "--topic_name",
                    topic,
                    "--chunk_size",
                    Integer.toString(Parcels.CHUNK),
                    "--bootstrap-server",
                    broker.servers());
            assertThat(sent.exit()).as(sent.err()).isZero();
            await().atMost(ofMinutes(2))
                    .pollInterval(ofMillis(3))
                    .until(() -> girder.log().count(CONFIRMED) >= files.size() / 3);
            one.kill();
            await().atMost(ofMinutes(2))
                    .until(() -> broker.committed(group, topic).equals(broker.ends(topic)) || !two.isAlive());
            two.signal("TERM");
            assertThat(two.exit()).as(two.output()).isEqualTo(143);
        }

        assertThat(new GirderFolder(girder, COLLECTION, topic).hashes()).isEqualTo(hashes(files));
    }

    @Test
    void whatGirderRefusedGoesToTheSameGirderByReplay() throws Exception {
        byte[] content = parkedByGirder();
        Map<String, String> key = Map.of("WAYBILL_GIRDER_API_KEY", girder.apiKey());
        String failures = folder.resolve("out/failures").toString();

        CommandRun nobody = CommandRun.of("replay", "--failures", failures);
        CommandRun replayed = CommandRun.with(key, "replay", "--failures", failures);

        assertThat(nobody.exit()).isEqualTo(2);
        assertThat(nobody.err()).contains("no API key", "WAYBILL_GIRDER_API_KEY");
        assertThat(replayed.exit()).as(replayed.err()).isZero();
        assertThat(replayed.err()).doesNotContain("no such setting");
        assertThat(new GirderFolder(girder, COLLECTION, topic).hashes())
                .isEqualTo(Map.of("run/a.dat", Parcels.hash(content).hex()));
        assertThat(Files.readString(folder.resolve("out/failures/receiver.json")))
                .doesNotContain(girder.apiKey());
    }

    @Test
    void atTheEndAStagedFileIsWaitedForThoughItsRecordsAreSettled() throws Exception {
        byte[] content = parkedByGirder();
        girder.faults(Faults.NONE.with(Switch.SLOW, 300));

        try (var child =
                Child.start(folder, arguments("--mode", "disk", "--exit-at-end", "--output_dir", "elsewhere"))) {
            assertThat(child.exit()).as(child.output()).isZero();
            assertThat(child.output()).contains("0 messages read, 0 settled, 0 parked, 1 files arrived");
        }

        girder.faults(Faults.NONE);
        assertThat(new GirderFolder(girder, COLLECTION, topic).hashes())
                .isEqualTo(Map.of("run/a.dat", Parcels.hash(content).hex()));
    }

    /** Leaves a file in the staging folder and its last chunk parked: Girder refused it, and would take it now. */
    private byte[] parkedByGirder() throws Exception {
        broker.create(topic, 1);
        byte[] content = new byte[3 * Parcels.CHUNK];
        random.nextBytes(content);
        try (var child = Child.start(folder, arguments("--mode", "disk"))) {
            await().atMost(ofMinutes(2)).ignoreExceptions().until(() -> broker.readers(group) == 1);
            girder.faults(Faults.NONE.with(Switch.FAIL, 100).with(Switch.STATUS, 400));
            broker.send(Parcels.values("run/a.dat", content, Parcels.hash(content)).stream()
                    .map(value -> new ProducerRecord<byte[], byte[]>(topic, value))
                    .toList());
            await().atMost(ofMinutes(2))
                    .until(() -> broker.committed(group, topic).equals(broker.ends(topic)) || !child.isAlive());
            assertThat(child.isAlive()).as(child.output()).isTrue();
            child.signal("TERM");
            assertThat(child.exit()).as(child.output()).isEqualTo(143);
            assertThat(child.output()).contains("1 parked, 0 files arrived, 1 files incomplete");
        }
        girder.faults(Faults.NONE);
        return content;
    }

    @Test
    void whyReadsWhatIsHeldThoughTheCommitTellsOfStagedFilesToo() throws Exception {
        broker.create(topic, 1);
        byte[] content = new byte[3 * Parcels.CHUNK];
        var whole = Parcels.values("whole.dat", new byte[100], Parcels.hash(new byte[100]));
        var half = Parcels.values("half.dat", content, Parcels.hash(content));
        try (var child = Child.start(folder, arguments("--mode", "disk"))) {
            await().atMost(ofMinutes(2)).ignoreExceptions().until(() -> broker.readers(group) == 1);
            girder.faults(Faults.NONE.with(Switch.DOWN, 1));
            broker.send(List.of(
                    new ProducerRecord<>(topic, whole.get(0)),
                    new ProducerRecord<>(topic, half.get(0)),
                    new ProducerRecord<>(topic, half.get(1))));
            await().atMost(ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> broker.metadata(group).startsWith("F1"));
            child.kill();
        }

        CommandRun why = CommandRun.of("why", "--group", group, "--bootstrap-server", broker.servers(), "-o", "json");
        assertThat(why.exit()).as(why.err()).isZero();
        assertThat(JsonMapper.shared().readTree(why.out()).findValuesAsString("held"))
                .as(why.out())
                .containsExactly("2");
    }

    @Test
    void inModeBothACopyStaysInTheOutputFolderAndNamesOfOursAreRefused() throws Exception {
        broker.create(topic, 1);
        byte[] content = new byte[3 * Parcels.CHUNK];
        random.nextBytes(content);
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (String path : List.of("run/a.dat", "LOGS/a.dat")) {
            Parcels.values(path, content, Parcels.hash(content))
                    .forEach(value -> records.add(new ProducerRecord<>(topic, value)));
        }
        broker.send(records);

        try (var child = Child.start(folder, arguments("--mode", "both", "--exit-at-end"))) {
            assertThat(child.exit()).as(child.output()).isEqualTo(3);
        }

        assertThat(Files.readAllBytes(folder.resolve("out/run/a.dat"))).isEqualTo(content);
        assertThat(folder.resolve("out/LOGS/a.dat")).doesNotExist();
        assertThat(new GirderFolder(girder, COLLECTION, topic).hashes())
                .isEqualTo(Map.of("run/a.dat", Parcels.hash(content).hex()));
    }

    @Test
    void theLineOfTheSeedDocumentRunsAsPrinted() throws Exception {
        broker.create(topic, PARTITIONS);
        byte[] content = new byte[100];
        broker.send(List.of(new ProducerRecord<>(
                topic, Parcels.values("a.dat", content, Parcels.hash(content)).get(0))));
        var client = new GirderClient(GirderSettings.of(girder.uri(), new ApiKey(girder.apiKey())));
        var metadata = UploadMetadata.of("test", "test", JsonNodeFactory.instance.objectNode());
        var root = client.folder(new FolderPath(client.collection(COLLECTION), List.of("root")), metadata);
        Path config = Files.writeString(folder.resolve("lab.config"), """
                [broker]
                bootstrap.servers = %s
                [consumer]
                group.id = create_new
                auto.offset.reset = earliest
                enable.auto.commit = False
                key.deserializer = StringDeserializer
                value.deserializer = DataFileChunkDeserializer
                """.formatted(broker.servers()));

        var line = List.of(
                Path.of("../bin/GirderUploadStreamProcessor").toRealPath().toString(),
                girder.uri().toString(),
                girder.apiKey(),
                "--config",
                config.toString(),
                "--topic_name",
                topic,
                "--girder_root_folder_id",
                root.id());
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            await().atMost(ofMinutes(2)).until(() -> girder.log().count(CONFIRMED) == 1 || !process.isAlive());

            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("output.txt")))
                    .isTrue();
            assertThat(client.files(root))
                    .singleElement()
                    .satisfies(file -> assertThat(file.name()).isEqualTo("a.dat"));
            assertThat(folder.resolve("GirderUploadStreamProcessor_output/LOGS"))
                    .isDirectory();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private List<String> arguments(String... more) {
        var arguments = new ArrayList<>(List.of("files", "girder", girder.uri().toString(), girder.apiKey()));
        arguments.addAll(List.of("--topic_name", topic, "--consumer_group_id", group, "--collection_name", COLLECTION));
        arguments.addAll(List.of("--bootstrap-server", broker.servers()));
        arguments.addAll(List.of("--set", "kafka.session.timeout.ms=3000"));
        arguments.addAll(List.of("--set", "kafka.heartbeat.interval.ms=500"));
        var all = List.of(more);
        if (!all.contains("--output_dir")) {
            arguments.addAll(List.of("--output_dir", "out", "--set", "kafka.group.instance.id=worker"));
        }
        arguments.addAll(all);
        return arguments;
    }
}
