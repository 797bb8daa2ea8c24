package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code waybill demo files} as a process of its own, with a real broker, its sender and its receiver as children. */
final class DemoFilesIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final int ENOUGH_SECONDS = 200;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Process demo;

    @AfterEach
    void leaveNothingRunning() {
        demo.descendants().forEach(ProcessHandle::destroyForcibly);
        demo.destroyForcibly();
    }

    @Test
    void theStoryEndsWellAndItsNumbersAddUp() throws Exception {
        start();

        assertThat(demo.waitFor(ENOUGH_SECONDS, SECONDS)).isTrue();
        assertThat(demo.exitValue()).as(err()).isZero();
        Map<String, Double> figures = figures();
        assertThat(figures)
                .containsEntry("files sent", 110.0)
                .containsEntry("in Girder, byte for byte", 110.0)
                .containsEntry("folders", 22.0)
                .containsEntry("items that nobody sent", 0.0)
                .containsEntry("chunks parked", 0.0);
        assertThat(figures.get("bytes sent")).isGreaterThan(200_000_000);
        assertThat(figures.get("offsets committed")).isGreaterThan(490);
        assertThat(err())
                .containsSubsequence(
                        "is down now",
                        "why is it stuck?",
                        "the sink is unavailable",
                        "is back after",
                        "kill -9",
                        "goes on");
        assertThat(folder.resolve("outputs/demo-files/instrument")).doesNotExist();
        assertThat(folder.resolve("outputs/demo-files/receiver/STAGING/demo-files"))
                .isDirectoryNotContaining("glob:**.part");
        System.out.println("demo files took " + figures.get("seconds in all") + " s");
    }

    @Test
    void somebodysOwnFolderIsOnlyReadAndASignalEndsAllThatWasStarted() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/run"));
        for (int i = 0; i < 40; i++) {
            Files.writeString(data.resolve(i + ".csv"), "x".repeat(i));
        }
        start("--data", "data");
        await().atMost(ofAMinute()).until(() -> err().contains("takes its time") || !demo.isAlive());
        List<ProcessHandle> children = demo.children().toList();
        assertThat(children).as(err()).hasSize(3);

        demo.destroy();

        assertThat(demo.waitFor(30, SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(143);
        await().atMost(ofAMinute()).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(err()).doesNotContain("\nerror: ");
        assertThat(folder.resolve("data")).isDirectoryRecursivelyContaining("glob:**/39.csv");
        assertThat(folder.resolve("data/LOGS")).doesNotExist();
    }

    private static Duration ofAMinute() {
        return Duration.ofMinutes(1);
    }

    private void start(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dwaybill.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.waybill.cli.Main"));
        command.addAll(List.of("demo", "files", "-o", "json"));
        command.addAll(List.of(more));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8"); // as the launcher does
        demo = builder.start();
    }

    private Map<String, Double> figures() throws IOException {
        var figures = new HashMap<String, Double>();
        for (JsonNode row : JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("out")))) {
            figures.put(row.path("figure").asString(), row.path("value").asDouble());
        }
        return figures;
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"), UTF_8);
    }
}
