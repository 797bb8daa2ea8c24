package dev.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.stack.StackOptions;
import dev.waybill.cli.stack.StackProcess;
import dev.waybill.cli.stack.StackProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/streams} as somebody runs it who copied it: compiled, its topic filled, delivered twice. */
final class StreamsExampleIT {
    private static final Path ROOT = Checkout.root();
    private static final StackOptions BROKER = new StackOptions(
            List.of("kafka"), Optional.empty(), Optional.empty(), Map.of("kafka", 0), Duration.ofSeconds(60));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void itDeliversWhatIsBookedAndParksWhatCannotBeRead() throws Exception {
        assertThat(Checkout.compile(sources(), folder.resolve("classes"))).isEmpty();

        try (var stack = StackProcess.start(StackProgram.find(Optional.of(ROOT)), BROKER)) {
            String servers = stack.endpoints().getOrDefault("kafka", "");
            run("example.FillTopic", servers);

            assertThat(run("example.PaymentsToLedger", servers, "ledger.csv"))
                    .contains("890 delivered, 100 filtered, 10 parked");
            assertThat(run("example.PaymentsToLedger", servers, "ledger.csv"))
                    .contains("0 delivered, 0 filtered, 0 parked");
        }

        assertThat(Files.readAllLines(folder.resolve("ledger.csv")))
                .hasSize(890)
                .doesNotHaveDuplicates()
                .contains("p0001,account-1,101");
        try (var files = Files.list(folder.resolve("failures/r0"))) {
            assertThat(files.flatMap(file -> lines(file).stream())).hasSize(10);
        }
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(ROOT.resolve("examples/streams/src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String run(String main, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder.resolve("classes") + java.io.File.pathSeparator + System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as(() -> main + " wrote:\n" + String.join("\n", lines(output)))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
