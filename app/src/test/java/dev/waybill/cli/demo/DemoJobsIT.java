package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code waybill demo jobs} as a process of its own, with a real PostgreSQL, its workers as children. */
final class DemoJobsIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final int ENOUGH_SECONDS = 300;

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
        assertThat(figures.get("of these with an output of their version")).isGreaterThan(9_000.0);
        assertThat(figures)
                .containsEntry("versions done twice", 0.0)
                .containsEntry("outputs deleted twice", 0.0)
                .containsEntry("outputs deleted that are still there", 0.0);
        assertThat(figures.get("reports of frozen workers, refused")).isPositive();
        assertThat(figures.get("outputs deleted")).isGreaterThanOrEqualTo(150.0);
        assertThat(figures.get("executions lost with their worker")).isPositive();
        assertThat(err()).containsSubsequence("archives", "kill -9", "are frozen", "are refused", "brings 50 back");
        System.out.println("demo jobs took " + figures.get("seconds in all") + " s");
    }

    private void start() throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dwaybill.home=" + HOME,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.waybill.cli.Main",
                        "demo",
                        "jobs",
                        "-o",
                        "json")
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
