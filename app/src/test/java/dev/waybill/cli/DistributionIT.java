package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that a site installs: unpacked somewhere, it runs with nothing but Java. */
final class DistributionIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path home;

    @BeforeAll
    static void unpack() throws Exception {
        String name = "waybill-" + CommandRun.of("--version").out().strip().replace("waybill ", "");
        Path archive = Path.of("target", name + ".tar.gz").toAbsolutePath();
        assertThat(archive).as("made by the phase package").exists();
        assertThat(run(folder, "tar", "xzf", archive.toString())).isEmpty();
        home = folder.resolve(name);
    }

    @Test
    void itHasEachThingInItsPlace() throws IOException {
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "README.md",
                            "CHANGELOG.md",
                            "LICENSE",
                            "bin",
                            "conf",
                            "lib",
                            "share",
                            "docs",
                            "deploy",
                            "examples");
            assertThat(home.resolve("share/man/man1")).isDirectoryContaining("glob:**/waybill-batch-job-create.1");
        }
        try (var launchers = Files.list(home.resolve("bin"))) {
            assertThat(launchers)
                    .hasSizeGreaterThanOrEqualTo(7)
                    .allSatisfy(launcher -> assertThat(launcher).isExecutable());
        }
        assertThat(home.resolve("lib")).isDirectoryContaining("glob:**/waybill-app-*.jar");
        assertThat(home.resolve("lib/local")).isDirectoryContaining("glob:**/waybill-local-*.jar");
    }

    @Test
    void itsCommandsRunFromAnywhere() throws Exception {
        assertThat(run(folder, home.resolve("bin/waybill").toString(), "--version"))
                .startsWith("waybill ");
        assertThat(run(
                        folder,
                        home.resolve("bin/piddiplatsch").toString(),
                        "config",
                        "show",
                        "--key",
                        "consumer.topic"))
                .isEqualTo("CMIP6\n");
    }

    @Test
    void itsLocalStackStartsAndEnds() throws Exception {
        Path ready = folder.resolve("ready.json");
        Process up = shipped(
                        folder,
                        home.resolve("bin/waybill").toString(),
                        "up",
                        "--only",
                        "kafka",
                        "--port",
                        "kafka=0",
                        "--ready-file",
                        ready.toString())
                .redirectOutput(folder.resolve("up.log").toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(ready) || !up.isAlive());

            assertThat(ready)
                    .as(Files.readString(folder.resolve("up.log")))
                    .content()
                    .contains("kafka");
            up.destroy();
            assertThat(up.waitFor(120, SECONDS)).isTrue();
            assertThat(up.exitValue()).isEqualTo(143);
        } finally {
            up.destroyForcibly();
        }
    }

    /** What it writes; it has to end well. */
    private static String run(Path in, String... command) throws IOException, InterruptedException {
        Process process = shipped(in, command).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** With the flags of its own launcher alone. */
    private static ProcessBuilder shipped(Path in, String... command) {
        var builder = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().remove("WAYBILL_JAVA_OPTS");
        return builder;
    }
}
