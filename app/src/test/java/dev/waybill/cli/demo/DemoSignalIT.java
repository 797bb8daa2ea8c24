package dev.waybill.cli.demo;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A story that is ended in the middle takes everything with it that it started. */
final class DemoSignalIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource({"pid, is down now, 1", "streams, takes its time, 2"})
    void aSignalEndsItAndWhatItStarted(String story, String middle, int parts) throws Exception {
        try (var demo = DemoProcess.start(folder, story)) {
            endIn(demo, middle, parts);
        }
    }

    @Test
    void somebodysOwnFolderIsOnlyRead() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/run"));
        for (int i = 0; i < 40; i++) {
            Files.writeString(data.resolve(i + ".csv"), "x".repeat(i));
        }
        try (var demo = DemoProcess.start(folder, "files", "--data", "data")) {
            endIn(demo, "takes its time", 3);
        }
        assertThat(folder.resolve("data")).isDirectoryRecursivelyContaining("glob:**/39.csv");
        assertThat(folder.resolve("data/LOGS")).doesNotExist();
    }

    private static void endIn(DemoProcess demo, String middle, int parts) throws Exception {
        await().atMost(ofSeconds(150)).until(() -> demo.err().contains(middle) || !demo.isAlive());
        List<ProcessHandle> children = demo.children();
        assertThat(children).as(demo.err()).hasSize(parts);

        demo.signal();

        assertThat(demo.exit(30)).isEqualTo(143);
        await().atMost(ofSeconds(60)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(demo.err()).doesNotContain("\nerror: ");
    }
}
