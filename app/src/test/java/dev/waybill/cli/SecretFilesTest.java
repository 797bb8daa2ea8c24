package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read a file with a secret, and who may write one that says where secrets go. */
final class SecretFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource({"rw-------, false", "rw-r-----, false", "rw-r--r--, true"})
    void aSecretThatEverybodyMayReadIsWarnedOf(String mode, boolean isWarned) throws IOException {
        Path file = file("password", "canary-1", mode);

        CommandRun run =
                CommandRun.with(Map.of("WAYBILL_KAFKA_SSL_KEY_PASSWORD_FILE", file.toString()), "config", "validate");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().contains("everybody on this machine may read it; mend it: chmod o-r " + file))
                .as(run.out())
                .isEqualTo(isWarned);
        assertThat(run.out() + run.err()).doesNotContain("canary-1");
    }

    @ParameterizedTest
    @CsvSource({"receiver.json", "worker.json"})
    void aFileThatAnybodyCouldHaveWrittenDoesNotSayWhereSecretsGo(String name) throws IOException {
        Path kept = file(name, "{}", "rw-rw-rw-");

        CommandRun run = CommandRun.of("replay", "--failures", folder.toString());

        assertThat(run.exit()).as(run.err()).isEqualTo(8);
        assertThat(run.err()).contains(kept + ": everybody on this machine may write it", "next: chmod o-w " + kept);
    }

    @Test
    void oneOfOurOwnIsRead() throws IOException {
        Path kept = file("worker.json", "{", "rw-r--r--");

        assertThat(CommandRun.of("replay", "--failures", folder.toString()).err())
                .contains(kept + ": is damaged");
    }

    @Test
    void aKeyOfGirderMayComeFromAFileThatTheEnvironmentNames() throws IOException {
        Path file = file("key", "canary-2\n", "rw-r--r--");

        CommandRun run = CommandRun.with(
                Map.of("WAYBILL_GIRDER_API_KEY_FILE", file.toString()),
                "doctor",
                "files",
                "--girder",
                "http://127.0.0.1:1/api/v1",
                "-o",
                "csv");

        assertThat(run.out()).contains("girder,problem,").doesNotContain("no API key", "canary-2");
        assertThat(run.err()).contains("warning: " + file + " has a secret");
    }

    private Path file(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
