package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code waybill up} as a process of its own, with a stack that only keeps the contract. */
final class UpIT {
    private static final String STACK = """
            package dev.waybill.local;

            public final class LocalStack {
                public static void main(String[] args) throws Exception {
                    var words = java.util.List.of(args);
                    if (words.contains("kafka=1")) {
                        System.err.println("port 1 is taken");
                        System.exit(6);
                    }
                    var ready = java.nio.file.Path.of(words.get(words.indexOf("--ready-file") + 1));
                    java.nio.file.Files.writeString(ready, "{\\"kafka\\":\\"127.0.0.1:9092\\"}");
                    System.in.transferTo(java.io.OutputStream.nullOutputStream());
                    java.nio.file.Files.writeString(java.nio.file.Path.of("ended"), "");
                }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Process up; // null only in a test that was skipped

    @BeforeEach
    void compileTheStack() throws IOException {
        Path source = Files.writeString(home.resolve("LocalStack.java"), STACK);
        Path classes = Files.createDirectories(home.resolve("local/target/classes"));
        Files.createDirectories(home.resolve("local/target/lib"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(failed).isZero();
    }

    @AfterEach
    void leaveNothingRunning() {
        if (up != null) {
            up.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsItAndTheStack(String signal, int exit) throws Exception {
        assumeFalse(signal.equals("INT") && isInterruptIgnored(), "SIGINT is ignored here, as it is in the background");
        start();
        await().atMost(Duration.ofMinutes(2)).until(() -> err().contains("Ctrl-C"));

        new ProcessBuilder("kill", "-" + signal, Long.toString(up.pid()))
                .start()
                .waitFor();

        assertThat(up.waitFor(120, SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(exit);
        assertThat(home.resolve("ended")).exists();
        assertThat(Files.readString(home.resolve("out")))
                .matches("console    http://127\\.0\\.0\\.1:\\d+\nkafka      127\\.0\\.0\\.1:9092\n");
        assertThat(err()).doesNotContain("error");
    }

    @Test
    void aStackThatCannotStartPassesItsCodeOn() throws Exception {
        start("--port", "kafka=1");

        assertThat(up.waitFor(120, SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(6);
        assertThat(err()).contains("error: conflict  local stack: port 1 is taken");
    }

    private void start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dwaybill.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.waybill.cli.Main",
                "up",
                "--port",
                "console=0"));
        command.addAll(List.of(options));
        up = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile())
                .start();
    }

    /** A process whose parent ignored a signal ignores it too. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .anyMatch(mask -> (mask & 2) != 0);
    }

    private String err() throws IOException {
        return Files.readString(home.resolve("err"), UTF_8);
    }
}
