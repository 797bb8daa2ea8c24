package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code waybill demo pid} as a process of its own, with the real local stack as its child. */
final class DemoPidIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final int ENOUGH_SECONDS = 150;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Process demo;

    @AfterEach
    void leaveNothingRunning() {
        demo.destroyForcibly();
    }

    @Test
    void theStoryEndsWellAndItsNumbersAddUp() throws Exception {
        start("-o", "json");

        assertThat(demo.waitFor(ENOUGH_SECONDS, SECONDS)).isTrue();
        assertThat(demo.exitValue()).as(err()).isZero();
        Map<String, JsonNode> figures = figures();
        assertThat(number(figures, "events sent")).isGreaterThan(300);
        assertThat(number(figures, "parked")).isGreaterThanOrEqualTo(12);
        assertThat(number(figures, "delivered") + number(figures, "parked")).isEqualTo(number(figures, "events sent"));
        assertThat(number(figures, "offsets committed")).isEqualTo(number(figures, "events sent"));
        assertThat(number(figures, "mended and replayed")).isEqualTo(1);
        assertThat(number(figures, "handles")).isGreaterThan(600);
        assertThat(number(figures, "handles missing or different")).isZero();
        assertThat(number(figures, "handles nothing asked for")).isZero();
        assertThat(number(figures, "seconds of the outage")).isGreaterThanOrEqualTo(5);
        assertThat(err())
                .containsSubsequence("is down now", "is back after", "0 events were parked", "goes on", "exists now");
        assertThat(ParkedLine.in(folder.resolve("outputs/demo-pid/failures/r0")))
                .hasSize((int) number(figures, "parked"));
        System.out.println("demo pid took " + figures.get("seconds in all") + " s");
    }

    @Test
    void aSignalEndsItAndItsStack() throws Exception {
        start();
        await().atMost(ofSeconds(60)).until(() -> err().contains("is down now") || !demo.isAlive());
        List<ProcessHandle> children = demo.children().toList();
        assertThat(children).isNotEmpty();

        demo.destroy();

        assertThat(demo.waitFor(30, SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(143);
        await().atMost(ofSeconds(10)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(err()).doesNotContain("\nerror: ");
    }

    private void start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dwaybill.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.waybill.cli.Main",
                "demo",
                "pid"));
        command.addAll(List.of(options));
        demo = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private Map<String, JsonNode> figures() throws IOException {
        var figures = new LinkedHashMap<String, JsonNode>();
        for (JsonNode row : JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("out")))) {
            figures.put(row.path("figure").asString(), row.path("value"));
        }
        return figures;
    }

    private static long number(Map<String, JsonNode> figures, String name) {
        JsonNode value = figures.get(name);
        assertThat(value).as(name).isNotNull();
        return Objects.requireNonNull(value).asLong();
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"), UTF_8);
    }
}
