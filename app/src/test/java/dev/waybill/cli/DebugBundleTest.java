package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill debug bundle}: what it holds, and who may read it. */
final class DebugBundleTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aDryRunListsAndWritesNothing() throws IOException {
        Path file = folder.resolve("b.tar.gz");

        CommandRun run = bundle("-o", file.toString(), "--dry-run");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("manifest.txt", "settings.txt", "doctor.json", "versions.txt", "folders.txt");
        assertThat(file).doesNotExist();
    }

    @Test
    void tarReadsItAndItsOwnerAlone() throws Exception {
        Path file = folder.resolve("b.tar.gz");
        Path log = Files.writeString(folder.resolve("waybill.log"), "one line\nuser=me password=canary-3 next\n");

        CommandRun run = bundle("-o", file.toString(), "-l", log.toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Process tar = new ProcessBuilder("tar", "xzf", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(tar.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(tar.waitFor()).isZero();
        Path root = folder.resolve("waybill-debug");
        assertThat(root.resolve("log.txt")).content().isEqualTo("one line\nuser=me password=****** next\n");
        assertThat(root.resolve("variables.txt"))
                .content()
                .contains("SOME_TOKEN")
                .doesNotContain("canary-4");
        assertThat(root.resolve("settings.txt")).content().contains("handle.password = ******  # default");
        assertThat(root.resolve("manifest.txt")).content().contains("doctor.json");
    }

    @Test
    void aFileThatIsThereStays() throws IOException {
        Path file = Files.writeString(folder.resolve("b.tar.gz"), "mine");

        assertThat(bundle("-o", file.toString()).exit()).isEqualTo(6);
        assertThat(file).hasContent("mine");
    }

    private CommandRun bundle(String... words) {
        var all = new String[words.length + 2];
        all[0] = "debug";
        all[1] = "bundle";
        System.arraycopy(words, 0, all, 2, words.length);
        return CommandRun.with(
                Map.of(
                        "SOME_TOKEN",
                        "canary-4",
                        "WAYBILL_RUN_DIR",
                        folder.resolve("run").toString()),
                all);
    }
}
