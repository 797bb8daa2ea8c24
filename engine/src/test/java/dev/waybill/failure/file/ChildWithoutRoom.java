package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that may write eight kilobytes into a file, and tries to write more. */
final class ChildWithoutRoom {
    private static final int LINE = 3_000;

    private ChildWithoutRoom() {}

    static String line(char of) {
        return String.valueOf(of).repeat(LINE);
    }

    static String run(Path file, Path output) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f 8 && exec \"$@\"",
                        "bash",
                        java,
                        "-Xmx32m",
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildWithoutRoom.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, SECONDS)).isTrue();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] arguments) {
        for (char of : "abcc".toCharArray()) {
            try {
                ForcedLines.append(Path.of(arguments[0]), (line(of) + "\n").getBytes(US_ASCII));
            } catch (IOException e) {
                System.out.print("refused ");
            }
        }
    }
}
