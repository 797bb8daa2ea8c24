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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code waybill demo streams} as a process of its own, with a real broker and its worker as children. */
final class DemoStreamsIT {
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
        start();

        assertThat(demo.waitFor(ENOUGH_SECONDS, SECONDS)).isTrue();
        assertThat(demo.exitValue()).as(err()).isZero();
        Map<String, Double> figures = figures();
        assertThat(figures)
                .containsEntry("records sent", 100_000.0)
                .containsEntry("arrived at the ledger", 94_000.0)
                .containsEntry("lost", 0.0)
                .containsEntry("parked, byte for byte", 1_000.0)
                .containsEntry("parked because of the outage", 0.0)
                .containsEntry("arrived again, though a commit knew of it", 0.0)
                .containsEntry("offsets committed", 100_000.0);
        assertThat(figures.get("arrived again after the kill"))
                .isLessThanOrEqualTo(figures.get("bound: in flight, and settled since the last commit"));
        assertThat(err())
                .containsSubsequence(
                        "is down now",
                        "why is it stuck?",
                        "the sink is unavailable",
                        "is back after",
                        "kill -9",
                        "goes on");
        try (var lines = Files.lines(folder.resolve("outputs/demo-streams/ledger.csv"))) {
            assertThat(lines.map(line -> line.substring(0, line.indexOf(',')))
                            .distinct()
                            .count())
                    .isEqualTo(94_000);
        }
        assertThat(ParkedLine.in(folder.resolve("outputs/demo-streams/failures/r0")))
                .extracting(ParkedLine::position)
                .hasSizeGreaterThanOrEqualTo(1_000)
                .satisfies(positions ->
                        assertThat(Map.copyOf(byPosition(positions))).hasSize(1_000));
        System.out.println("demo streams took " + figures.get("seconds in all") + " s");
    }

    @Test
    void aSignalEndsItItsWorkerAndItsBroker() throws Exception {
        start();
        await().atMost(ofSeconds(60)).until(() -> err().contains("takes its time") || !demo.isAlive());
        List<ProcessHandle> children = demo.children().toList();
        assertThat(children).hasSize(2);

        demo.destroy();

        assertThat(demo.waitFor(30, SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(143);
        await().atMost(ofSeconds(10)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(err()).doesNotContain("\nerror: ");
    }

    private static <T> Map<T, Integer> byPosition(List<? extends T> positions) {
        var counts = new HashMap<T, Integer>();
        positions.forEach(position -> counts.merge(position, 1, Integer::sum));
        return counts;
    }

    private void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dwaybill.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.waybill.cli.Main"));
        command.addAll(List.of("demo", "streams", "-o", "json"));
        demo = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
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
