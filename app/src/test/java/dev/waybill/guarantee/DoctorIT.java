package dev.waybill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code waybill doctor} names what is wrong, what to do, and nothing that is secret. */
final class DoctorIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @BeforeEach
    void prepare() {
        site = new Site(folder, 3);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void whereAllIsWellItSaysSo() throws IOException {
        Files.setPosixFilePermissions(site.config(), PosixFilePermissions.fromString("rw-r-----"));

        CommandRun run = doctor();

        assertThat(run.exit()).as(run.out()).isZero();
        Map<String, JsonNode> findings = findings(run);
        assertThat(findings.values())
                .allSatisfy(finding -> assertThat(finding.path("result").asString())
                        .as(finding.toString())
                        .isEqualTo("ok"));
        assertThat(findings)
                .containsKeys(
                        "settings", "java", "memory", "disk", "kafka", "takeover", "resume data", "handle service");
        assertThat(found(findings, "topic " + site.topic)).startsWith("partitions 3, records kept for 7 days");
        assertThat(found(findings, "takeover")).contains("3 s after a crash");
    }

    @Test
    void everyProblemIsNamedAtOnce() throws IOException {
        Files.setPosixFilePermissions(site.config(), PosixFilePermissions.fromString("rw-r--r--"));
        site.replaceService(Site.PREFIX, "another-word");

        CommandRun run = doctor(
                "--set", "consumer.topic=nobody-made-this",
                "--set", "resume.max_chars=100000");

        assertThat(run.exit()).isEqualTo(4);
        Map<String, JsonNode> findings = findings(run);
        assertThat(result(findings, "topic nobody-made-this")).isEqualTo("problem");
        assertThat(field(findings, "topic nobody-made-this", "next")).isEqualTo("waybill pid init");
        assertThat(result(findings, "handle service")).isEqualTo("problem");
        assertThat(result(findings, "resume data")).isEqualTo("problem");
        assertThat(found(findings, "resume data")).contains("4096");
        assertThat(result(findings, "secrets")).isEqualTo("warning");
        assertThat(run.out() + run.err()).doesNotContain(Site.PASSWORD);
    }

    @Test
    void whoDoesNotAnswerHoldsNothingUp() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) { // accepts, and says nothing
            String address = "127.0.0.1:" + deaf.getLocalPort();
            CommandRun run = doctor(
                    "--set",
                    "kafka.bootstrap.servers=" + address,
                    "--set",
                    "handle.server_url=http://" + address,
                    "--timeout",
                    "2");

            assertThat(run.exit()).isEqualTo(4);
            Map<String, JsonNode> findings = findings(run);
            assertThat(result(findings, "kafka")).isEqualTo("problem");
            assertThat(result(findings, "handle service")).isEqualTo("problem");
            assertThat(found(findings, "handle service")).isEqualTo("no answer within 2 s");
        }
    }

    @Test
    void aTimeoutIsAtLeastOneSecond() {
        CommandRun run = doctor("--timeout", "0");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("expected seconds from 1 to 3600, got \"0\"");
    }

    @Test
    void wrongSettingsAreListedAndNobodyIsAsked() throws IOException {
        CommandRun run = doctor("--set", "consumer.max_buffered=many", "--set", "no.such=1");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out()).contains("consumer.max_buffered", "no.such").doesNotContain("handle service", "brokers");
    }

    private CommandRun doctor(String... more) {
        var words = new ArrayList<>(List.of("doctor", "-c", site.config().toString(), "-o", "json"));
        words.addAll(List.of(more));
        if (!words.contains("--timeout")) {
            words.addAll(List.of("--timeout", "60")); // a busy machine answers late
        }
        return CommandRun.of(words.toArray(String[]::new));
    }

    /** By check; of several findings of one check the last. */
    private static Map<String, JsonNode> findings(CommandRun run) {
        var findings = new TreeMap<String, JsonNode>();
        for (JsonNode row : JsonMapper.shared().readTree(run.out())) {
            findings.put(row.path("check").asString(), row);
        }
        return findings;
    }

    private static String found(Map<String, JsonNode> findings, String check) {
        return field(findings, check, "found");
    }

    private static String result(Map<String, JsonNode> findings, String check) {
        return field(findings, check, "result");
    }

    private static String field(Map<String, JsonNode> findings, String check, String name) {
        assertThat(findings).containsKey(check);
        JsonNode row = findings.get(check);
        return row == null ? "" : row.path(name).asString();
    }
}
