package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees when something is wrong, and what the shell sees. */
final class ErrorLinesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void anUnknownCommandGetsASuggestion() {
        CommandRun run = CommandRun.of("pid", "snd");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("""
                        error: usage  waybill pid: unknown: snd; did you mean send?
                          next: waybill pid --help
                        """);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anUnknownOptionIsUsage() {
        CommandRun run = CommandRun.of("pid", "init", "--partition", "3");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--partition").contains("did you mean --partitions");
    }

    @Test
    void sendTakesExactlyOneOfMessageAndPath() {
        CommandRun none = CommandRun.of("pid", "send");
        CommandRun both = CommandRun.of("pid", "send", "-m", "{}", "-p", "a.json");

        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("-m=JSON", "-p=FILE");
        assertThat(both.exit()).isEqualTo(2);
        assertThat(both.err()).contains("mutually exclusive");
    }

    @Test
    void oneKeyForTwoFilesIsUsage() throws IOException {
        Path a = Files.writeString(folder.resolve("a.json"), "{}");
        Path b = Files.writeString(folder.resolve("b.json"), "{}");

        CommandRun run = CommandRun.of("pid", "send", "--key", "k", "-p", a.toString(), b.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("error: usage  --key: one key for 2 files; expected one file, or no --key\n");
    }

    @Test
    void aMissingConfigurationFileNamesThePath() {
        CommandRun run = CommandRun.of("-c", "no/such.toml", "pid", "init");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).startsWith("error: configuration  no/such.toml: no such configuration file; expected");
    }

    @Test
    void aMissingFileToSendNamesThePath() {
        CommandRun run = CommandRun.of("pid", "send", "-p", "no/such.json");

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).isEqualTo("error: not-found  no/such.json: no such file; expected a JSON file\n");
    }

    @Test
    void brokenJsonNamesLineAndColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.json"), "{\n  \"a\": nope\n}");

        CommandRun run = CommandRun.of("pid", "send", "-p", file.toString());

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err())
                .contains("broken.json:2:")
                .contains("expected one JSON value")
                .contains("--raw");
    }

    @Test
    void aBrokerThatRefusesIsUnreachableAtOnce() throws IOException {
        String server = "127.0.0.1:" + closedPort();
        long start = System.nanoTime();

        CommandRun run = CommandRun.of("pid", "init", "--set", "kafka.bootstrap.servers=" + server);

        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.err()).startsWith("error: unreachable  " + server).contains("next: waybill up");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aListenerThatIsNoBrokerIsUnreachableWithinSeconds() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String server = "127.0.0.1:" + silent.getLocalPort();
            long start = System.nanoTime();

            CommandRun run = CommandRun.of("pid", "send", "-m", "{}", "--set", "kafka.bootstrap.servers=" + server);

            assertThat(run.exit()).isEqualTo(9);
            assertThat(run.err()).contains("error: unreachable  " + server);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void aStackTraceIsShownOnlyWithDebug() {
        CommandRun quiet = CommandRun.of("pid", "send", "-p", "no/such.json");
        CommandRun debug = CommandRun.of("pid", "send", "--debug", "-p", "no/such.json");

        assertThat(quiet.err()).doesNotContain("\tat ");
        assertThat(debug.err()).contains("\tat dev.waybill");
        assertThat(debug.exit()).isEqualTo(quiet.exit());
    }

    @Test
    void globalOptionsStandBeforeAndAfterTheCommand() throws IOException {
        Path config = Files.writeString(folder.resolve("c.toml"), "[consumer]\ntopic = \"seen\"\n");
        String[] places = {"-c FILE pid config show", "pid --config FILE config show", "pid config show --config FILE"};

        for (String place : places) {
            String[] args = (place.replace("FILE", config.toString()) + " --key consumer.topic").split(" ");
            assertThat(CommandRun.of(args)).as(place).isEqualTo(new CommandRun(0, "seen\n", ""));
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
