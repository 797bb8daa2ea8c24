package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.clickhouse.ClickHouseService;
import dev.waybill.local.girder.GirderService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Every command that reads or writes Kafka does so over TLS and SASL, and says in one line why it is not let in. */
final class KafkaSecurityIT {
    private static final Pattern API = Pattern.compile("batch API at (http://\\S+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SecuredSite site;

    @BeforeAll
    static void start() throws Exception {
        site = SecuredSite.start(folder, Certificates.valid(folder));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-512", "PLAIN"})
    void eventsAreSentRegisteredParkedAndReplayed(String mechanism) throws Exception {
        String topic = "events-" + mechanism;
        String config =
                site.config(mechanism, topic, "failures.store = \"topic\"").toString();
        assertThat(ran("pid", "-c", config, "init").out()).contains("topic " + topic + " created");
        send(config, "good", Events.post(Events.datasetId("tas", 1), 1));
        ObjectNode broken = Events.post(Events.datasetId("tas", 2), 1);
        Events.firstAsset(broken).remove("file:size");
        send(config, "broken", broken);

        CommandRun consumed = CommandRun.of("pid", "-c", config, "consume", "--exit-at-end");
        CommandRun why = ran("why", "-c", config, "--group", "group-of-" + topic);
        CommandRun replayed = ran("replay", "-c", config, "--set", "schema.strict_mode=false");

        assertThat(consumed.exit()).as(consumed.err()).isEqualTo(3);
        assertThat(why.out()).contains("group-of-" + topic);
        assertThat(replayed.err()).contains("all that matches was replayed");
        assertThat(ran("doctor", "-c", config, "--timeout", "60").out())
                .contains("brokers 1")
                .contains("topic " + topic)
                .contains("another process takes over 10 s after a crash");
    }

    @Test
    void aPasswordMayComeFromAFileThatTheEnvironmentNames() throws Exception {
        Path secret = Files.writeString(folder.resolve("password"), SecuredSite.PASSWORD + "\n");
        String config = site.config("SCRAM-SHA-512", "by-file").toString();
        Path without = Files.write(
                folder.resolve("without.toml"),
                Files.readAllLines(Path.of(config)).stream()
                        .filter(line -> !line.contains("sasl.password"))
                        .toList());

        CommandRun run = CommandRun.with(
                Map.of("WAYBILL_KAFKA_SASL_PASSWORD_FILE", secret.toString()), "pid", "-c", without.toString(), "init");

        assertThat(run.exit()).as(run.err()).isZero();
    }

    @Test
    void filesAreUploadedAndArriveInGirder() throws Exception {
        String config = site.config("SCRAM-SHA-512", "raw").toString();
        Path sent = Files.createDirectories(folder.resolve("sent"));
        Files.write(sent.resolve("scan.dat"), new byte[100_000]);
        try (var girder = GirderService.start()) {
            ran("files", "upload", sent.toString(), "--topic", "raw", "-c", config);
            CommandRun girderRun = CommandRun.with(
                    Map.of("WAYBILL_GIRDER_API_KEY", girder.apiKey()),
                    "files",
                    "girder",
                    girder.uri().toString(),
                    "--topic",
                    "raw",
                    "--collection-name",
                    "Lab",
                    "--output-dir",
                    folder.resolve("girder").toString(),
                    "--exit-at-end",
                    "-c",
                    config);

            assertThat(girderRun.exit()).as(girderRun.err()).isZero();
            assertThat(new GirderFolder(girder, "Lab", "raw").hashes()).containsOnlyKeys("scan.dat");
        }
    }

    @Test
    void rowsAreStoredByApiAndWorker() throws Exception {
        String config = site.config("SCRAM-SHA-512", "unused").toString();
        Path model =
                Files.writeString(folder.resolve("model.json"), "{\"event_id\": \"String\", \"amount\": \"Float64\"}");
        Path rows = Files.writeString(folder.resolve("rows.csv"), "event_id,amount\na,1\nb,2\n");
        try (var clickHouse = ClickHouseService.start();
                var api = batch(
                        config,
                        clickHouse,
                        "api",
                        "--port",
                        "0",
                        "--spool",
                        folder.resolve("spool").toString());
                var worker = batch(
                        config,
                        clickHouse,
                        "worker",
                        "--failures",
                        folder.resolve("parked").toString())) {
            await().atMost(ofMinutes(2)).until(() -> API.matcher(api.output()).find());
            var matcher = API.matcher(api.output());
            assertThat(matcher.find()).isTrue();
            var where = Map.of("BATCH_API_URL", matcher.group(1));

            CommandRun created = CommandRun.with(where, "batch", "model", "create", "rows", model.toString());
            assertThat(created.exit()).as(created.err()).isZero();
            CommandRun job = CommandRun.with(
                    where, "batch", "job", "create", created.out().substring(8, 16), rows.toString(), "--wait");

            assertThat(job.exit()).as(job.out() + job.err() + worker.output()).isZero();
        }
    }

    @Test
    void aWrongPasswordIsSaidInOneLine() throws Exception {
        assertRefused(
                site.config("SCRAM-SHA-512", "wrong-word", site.certificates.authority(), "refused"),
                "Authentication failed");
        assertRefused(
                site.config("PLAIN", "wrong-word", site.certificates.authority(), "refused-plain"),
                "Authentication failed");
    }

    @Test
    void aCertificateOfAnotherHostIsSaidInOneLine() throws Exception {
        try (var elsewhere = SecuredSite.start(folder, Certificates.ofAnotherHost(folder))) {
            assertRefused(elsewhere.config("SCRAM-SHA-512", "elsewhere"), "No subject alternative names");
        }
    }

    @Test
    void anExpiredCertificateIsSaidInOneLine() throws Exception {
        try (var expired = SecuredSite.start(folder, Certificates.expired(folder))) {
            assertRefused(expired.config("SCRAM-SHA-512", "expired"), "NotAfter: ");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsSaidInOneLine() throws Exception {
        Path other = Certificates.ofAnotherHost(Files.createDirectories(folder.resolve("other")))
                .authority();

        assertRefused(site.config("SCRAM-SHA-512", SecuredSite.PASSWORD, other, "untrusted"), "certification path");
    }

    @Test
    void whoComesWithoutTlsIsToldSo() throws Exception {
        Path config = site.config("PLAIN", "no-tls");
        Files.writeString(config, Files.readString(config).replace("SASL_SSL", "SASL_PLAINTEXT"));

        assertRefused(config, ".");
    }

    /** Each command ends soon, by itself, with a code for it, and one line that says why. */
    private static void assertRefused(Path config, String why) throws Exception {
        Path file = Files.writeString(folder.resolve("one.dat"), "x");
        Path rows = folder.resolve("spool-" + config.getFileName());
        var commands = new ArrayList<List<String>>();
        commands.add(List.of("pid", "consume", "--exit-at-end"));
        commands.add(List.of("pid", "init"));
        commands.add(List.of("files", "upload", file.toString(), "--topic", "raw"));
        commands.add(List.of("files", "download", folder.resolve("down").toString(), "--topic", "raw"));
        commands.add(List.of("batch", "api", "--port", "0", "--spool", rows.toString()));
        commands.add(List.of(
                "batch", "worker", "--failures", folder.resolve("parked").toString()));
        commands.add(List.of("why", "--group", "any"));
        commands.add(List.of("failures", "list", "--failure-topic", "raw.any.failed"));
        for (var words : commands) {
            var all = new ArrayList<>(words);
            all.addAll(List.of("-c", config.toString()));
            var ended = SecuredSite.run(all.toArray(String[]::new));
            String err = ended.run().err();
            assertThat(ended.run().exit()).as("%s: %s", words, err).isIn(8, 9);
            assertThat(ended.seconds()).as("%s: %s", words, err).isLessThan(40);
            assertThat(err.lines().filter(line -> line.startsWith("error: ")))
                    .as("%s: %s", words, err)
                    .hasSize(1)
                    .allMatch(line -> Pattern.compile(why).matcher(line).find());
            assertThat(err).doesNotContain("\tat ", "Exception in thread", "wrong-word", SecuredSite.PASSWORD);
        }
        CommandRun doctor = CommandRun.of("doctor", "-c", config.toString());
        assertThat(doctor.exit()).as(doctor.out()).isEqualTo(4);
        assertThat(doctor.out()).containsPattern("kafka +problem");
    }

    private static void send(String config, String name, ObjectNode event) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".json"), event.toString());
        ran("pid", "-c", config, "send", "-p", file.toString());
    }

    private static Child batch(String config, ClickHouseService clickHouse, String... words) {
        var all = new ArrayList<>(List.of("batch"));
        all.addAll(List.of(words));
        all.addAll(List.of("-c", config, "--clickhouse", clickHouse.uri().toString()));
        return Child.start(folder, all);
    }

    private static CommandRun ran(String... words) {
        CommandRun run = CommandRun.of(words);
        assertThat(run.exit()).as(run.err()).isZero();
        return run;
    }
}
