package dev.waybill.docs;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell blocks of the README, line by line as a newcomer types it, in a folder that looks like a checkout. */
class ReadmeIT {
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern EXIT_STATUS = Pattern.compile("exit status (\\d+)");
    private static final Pattern CREATED = Pattern.compile("job ([0-9a-f]{8}) created");
    private static final Path ROOT = Checkout.root();

    @TempDir
    Path folder;

    @Test
    void everyCommandOfTheReadmeDoesWhatItSays() throws Exception {
        assumeTrue(
                Stream.of(5432, 9092, 8000, 8010, 8020, 8030, 8050, 8123).allMatch(ReadmeIT::isFree),
                "port 5432, 9092, 8000, 8010, 8020, 8030, 8050 or 8123 is taken: not run");
        List<String> lines = shellLines();
        assertThat(lines).hasSizeGreaterThan(10).first().asString().startsWith("bin/waybill up");
        for (String name : List.of("bin", "examples")) {
            Files.createSymbolicLink(folder.resolve(name), ROOT.resolve(name));
        }
        Path talk = folder.resolve("up.log");
        Process up = start(lines.get(0), talk);
        try {
            await().atMost(ofSeconds(90))
                    .until(() -> !up.isAlive() || Files.readString(talk).contains("ready"));

            String job = "";
            for (String line : lines.subList(1, lines.size())) {
                Path output = Files.createTempFile(folder, "command", ".log");
                Process command = start(line.replace("<job_id>", job), output);
                assertThat(command.waitFor(120, TimeUnit.SECONDS)).as(line).isTrue();
                assertThat(command.exitValue())
                        .as("%s%n%s%n%s", line, Files.readString(output), Files.readString(talk))
                        .isEqualTo(expectedStatus(line));
                var created = CREATED.matcher(Files.readString(output));
                job = created.find() ? created.group(1) : job;
            }
            assertThat(folder.resolve("outputs/failures/r0")).isEmptyDirectory();
        } finally {
            up.destroy();
            up.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> shellLines() throws IOException {
        return SHELL_BLOCK
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> line.startsWith("bin/"))
                .toList();
    }

    private static int expectedStatus(String line) {
        var status = EXIT_STATUS.matcher(line);
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    private Process start(String line, Path output) throws IOException {
        return new ProcessBuilder("sh", "-c", "exec " + line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
