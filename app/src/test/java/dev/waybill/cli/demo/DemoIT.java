package dev.waybill.cli.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/waybill demo} as the README has it: every story, from the launcher, in a folder of its own. */
final class DemoIT {
    private static final Path LAUNCHER =
            Path.of("../bin/waybill").toAbsolutePath().normalize();
    private static final int ENOUGH_SECONDS = 240;

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
    void everyStoryIsToldAndEndsWell() throws Exception {
        long start = System.nanoTime();
        demo = new ProcessBuilder(LAUNCHER.toString(), "demo")
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();

        assertThat(demo.waitFor(ENOUGH_SECONDS, SECONDS)).isTrue();

        String err = Files.readString(folder.resolve("err"));
        assertThat(demo.exitValue()).as(err).isZero();
        assertThat(err)
                .containsSubsequence(
                        "every event arrived or is parked with its reason",
                        "kill -9",
                        "every payment arrived, was filtered, or is parked with its reason");
        assertThat(Files.readString(folder.resolve("out")))
                .containsSubsequence("events sent", "files sent", "records sent");
        assertThat(folder.resolve("outputs/demo-pid/demo.log")).isNotEmptyFile();
        assertThat(folder.resolve("outputs/demo-streams/ledger.csv")).isNotEmptyFile();
        System.out.println("demo took " + (System.nanoTime() - start) / 1_000_000_000 + " s");
    }
}
