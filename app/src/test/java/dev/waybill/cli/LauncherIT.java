package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in {@code bin/}, as a person starts them. */
final class LauncherIT {
    private static final Path BIN = Path.of("..", "bin").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void itRunsFromAnywhereThroughASymlink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("w"), BIN.resolve("waybill"));

        CommandRun run = run(Map.of(), link.toString(), "--version");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("waybill ");
        assertThat(run.exit()).isZero();
    }

    @Test
    void theOldNameIsTheGroup() throws Exception {
        CommandRun run =
                run(Map.of(), BIN.resolve("piddiplatsch").toString(), "config", "show", "--key", "consumer.topic");

        assertThat(run).isEqualTo(new CommandRun(0, "CMIP6\n", ""));
    }

    @Test
    void upstreamsOtherNamesAreUploads() throws Exception {
        Path file = Files.writeString(folder.resolve("a.dat"), "x");

        CommandRun one = run(Map.of(), BIN.resolve("UploadDataFile").toString(), file.toString(), "--chunk_size", "0");
        CommandRun tree = run(Map.of(), BIN.resolve("DataFileUploadDirectory").toString(), file.toString());

        assertThat(one.exit()).isEqualTo(2);
        assertThat(one.err()).contains("expected a chunk size");
        assertThat(tree.exit()).isEqualTo(2);
        assertThat(tree.err()).contains("a file cannot be watched");
    }

    @Test
    void withoutSettingsParkedRecordsAreSoughtWhereConsumeParksThem() throws Exception {
        String waybill = BIN.resolve("waybill").toString();

        CommandRun before = run(Map.of(), waybill, "failures", "list", "-o", "jsonl");
        new FileFailureStore(folder.resolve("outputs/failures"))
                .park(List.of(new ParkedRecord(
                        KafkaRecord.of("orders", 0, 7, null, "{}".getBytes(UTF_8)),
                        DeliveryException.poison("no").failure(),
                        1,
                        Instant.parse("2026-01-31T00:00:00Z"))));
        CommandRun after = run(Map.of(), waybill, "failures", "list", "-o", "jsonl");

        assertThat(before.err()).contains("there is no folder outputs/failures", "--failures DIR");
        assertThat(after.err()).isEmpty();
        assertThat(after.out()).hasLineCount(1).contains("\"offset\":7");
    }

    @Test
    void itStaysPlainWhereNobodyLooks() throws Exception {
        CommandRun run = run(Map.of(), BIN.resolve("waybill").toString(), "--help");

        assertThat(run.out()).contains("Usage: waybill").doesNotContain("\u001b");
    }

    @Test
    void aMissingOrOldJavaIsSaidInOneLine() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\n");
        assertThat(old.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        String waybill = BIN.resolve("waybill").toString();

        CommandRun missing = run(Map.of("JAVA_HOME", folder.resolve("none").toString()), waybill);
        CommandRun tooOld = run(Map.of("JAVA_HOME", folder.resolve("jdk").toString()), waybill);

        assertThat(missing.exit()).isEqualTo(5);
        assertThat(missing.err()).startsWith("error: not-found  JAVA_HOME: no bin/java in ");
        assertThat(tooOld.exit()).isEqualTo(7);
        assertThat(tooOld.err()).contains("Java 11.0.2; expected 17 or newer");
    }

    private CommandRun run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("WAYBILL_JAVA_OPTS"); // of this build
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new CommandRun(exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
