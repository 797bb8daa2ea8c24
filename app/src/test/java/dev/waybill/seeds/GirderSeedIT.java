package dev.waybill.seeds;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.docs.LocalSite;
import dev.waybill.docs.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What OpenMSIStream's page about its Girder uploader prints: the command, its options, its words, what it leaves behind. */
final class GirderSeedIT {
    private static final String KEY = "waybillLocalGirderKeyForDevelopmentOnly1";
    private static final String COMMAND =
            "GirderUploadStreamProcessor [girder_api_url] [girder_api_key] --config [config_file_path]"
                    + " --topic_name [topic_name] --girder_root_folder_id [root_folder_id]";
    private static final String LOGS = "GirderUploadStreamProcessor_output/LOGS/";
    private static final String WATCHED = " --console --update_seconds 1 --heartbeat_topic_name beats"
            + " --heartbeat_interval_secs 1 --heartbeat_program_id lab";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theCommandItsOptionsAndItsWordsDoWhatThePageSays() throws Exception {
        try (var seed = SeedRun.of("openmsistream", folder)) {
            Shell shell = seed.shell();
            var up = shell.start("waybill up" + LocalSite.options(List.of("kafka", "girder")));
            var site = LocalSite.ready(shell, up);
            var girder = GirderRest.login(site.at("girder"), KEY);
            Files.writeString(folder.resolve("lab.config"), """
                    [broker]
                    bootstrap.servers = %s

                    [consumer]
                    group.id = create_new
                    auto.offset.reset = earliest
                    enable.auto.commit = False
                    """.formatted(site.at("kafka")));
            site.create("beats");
            filesAreOnTheTopic(shell, site);

            String root = girder.folder("Lab", "inbox");
            theWordsAreTaken(seed, site, root);
            whatIsUploadedIsDescribed(girder.items(root));
            theSignsOfLifeHaveTheirFields(site.at("kafka"));
            theOptionsAreTaken(seed, site);

            seed.assertAllWereTyped();
        }
    }

    private void filesAreOnTheTopic(Shell shell, LocalSite site) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/run-1"));
        Files.write(data.resolve("scan.dat"), new byte[100_000]);
        Files.writeString(data.resolveSibling("notes.txt"), "two");
        var sent = shell.run("waybill files upload data --topic raw --bootstrap-server " + site.at("kafka"));
        assertThat(sent.exit()).as(sent.toString()).isZero();
    }

    private void theWordsAreTaken(SeedRun seed, LocalSite site, String root) throws Exception {
        String group = " --consumer_group_id lab";
        var program = seed.start(COMMAND, group + WATCHED, adapted(site, root));
        program.await(() -> {
            program.type(seed.did("check"));
            return program.said().contains("2 files completely processed");
        });
        program.awaitSaid("\n.\n"); // still alive
        program.type(seed.did("quit"));
        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.said()).contains("messages read", "messages processed");

        var again = seed.start(COMMAND, group + WATCHED, adapted(site, root));
        again.await(() -> {
            again.type(seed.did("c"));
            return again.said().contains("0 messages read");
        });
        again.type(seed.did("q"));
        assertThat(again.exit())
                .as("what has arrived is not read again: %s", again.said())
                .isZero();

        assertThat(folder.resolve(LOGS + "processed_from_raw_by_lab.csv"))
                .content()
                .contains("run-1/scan.dat", "notes.txt");
        assertThat(folder.resolve(LOGS + "consuming_from_raw_in_progress_by_lab.csv"))
                .exists();
    }

    private static String[] adapted(LocalSite site, String root) {
        return new String[] {
            "[girder_api_url]",
            site.at("girder"),
            "[girder_api_key]",
            KEY,
            "[config_file_path]",
            "lab.config",
            "[topic_name]",
            "raw",
            "[root_folder_id]",
            root
        };
    }

    private void whatIsUploadedIsDescribed(List<JsonNode> items) throws Exception {
        assertThat(items)
                .extracting(item -> item.path("name").asString())
                .containsExactlyInAnyOrder("scan.dat", "notes.txt");
        for (JsonNode item : items) {
            JsonNode meta = item.path("meta");
            Path file = item.path("name").asString().equals("scan.dat")
                    ? folder.resolve("data/run-1/scan.dat")
                    : folder.resolve("data/notes.txt");
            assertThat(meta.path("OpenMSIStreamVersion").asString()).isNotEmpty();
            assertThat(meta.path("KafkaTopic").asString()).isEqualTo("raw");
            assertThat(meta.path("checksum").path("sha256").asString()).isEqualTo(sha256(file));
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static void theSignsOfLifeHaveTheirFields(String servers) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", servers, "group.id", "looker", "auto.offset.reset", "earliest");
        var fields = new HashSet<String>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("beats"));
            for (int i = 0; i < 20 && fields.isEmpty(); i++) {
                consumer.poll(ofSeconds(1))
                        .forEach(beat -> fields.addAll(Set.copyOf(
                                JsonMapper.shared().readTree(beat.value()).propertyNames())));
            }
        }
        assertThat(fields).contains("n_messages_read", "n_bytes_read", "n_messages_processed", "n_bytes_processed");
    }

    private void theOptionsAreTaken(SeedRun seed, LocalSite site) throws Exception {
        assertThat(seed.type("GirderUploadStreamProcessor -h").out())
                .startsWith("Usage: waybill files girder")
                .contains("--download-regex", "--mode=MODE");
        for (String mode : List.of("memory", "disk", "both")) {
            String out = "out-" + mode;
            var run = seed.shell()
                    .run("GirderUploadStreamProcessor " + site.at("girder") + " " + KEY
                            + " --config lab.config --topic_name raw --exit-at-end"
                            + " " + seed.did("--collection_name") + " Copies"
                            + " " + seed.did("--girder_root_folder_path") + " " + mode
                            + " " + seed.did("--n_threads [threads]", "[threads]", "4")
                            + " " + seed.did("--consumer_group_id [group_id]", "[group_id]", mode)
                            + " " + seed.did("--download_regex [regex]", "[regex]", "'run-.*'")
                            + " " + seed.did("--output_dir [output_dir]", "[output_dir]", out)
                            + " " + seed.did("--mode [mode]", "[mode]", mode)
                            + " " + seed.did("--logger_file_path") + " tables-" + mode);

            assertThat(run.exit()).as(run.toString()).isZero();
            assertThat(tables(mode)).content().contains("run-1/scan.dat").doesNotContain("notes.txt");
            assertThat(Files.exists(folder.resolve(out + "/run-1/scan.dat"))).isEqualTo(mode.equals("both"));
        }
    }

    private Path tables(String mode) throws IOException {
        return folder.resolve("tables-" + mode + "/processed_from_raw_by_" + mode + ".csv");
    }
}
