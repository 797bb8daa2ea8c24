package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file many times as large as the memory of the process that checks it. */
final class BatchCheckIT {
    private static final int ROWS = 20_000_000;
    private static final int BAD_EVERY = 1_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void memoryDoesNotGrowWithTheFile() throws Exception {
        Path model = Files.writeString(
                folder.resolve("model.json"),
                "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}");
        Path data = large();
        Path err = folder.resolve("err");

        Process check = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "batch",
                        "check",
                        model.toString(),
                        data.toString()))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(err.toFile())
                .start();

        assertThat(check.waitFor(240, SECONDS)).isTrue();
        assertThat(Files.readString(err)).contains("20,000,000 rows, 19,999,980 ok, 20 rejected");
        assertThat(check.exitValue()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("out"))).hasSize(21);
    }

    /** More than half a gigabyte of rows, which take no such room on disk. */
    private Path large() throws IOException {
        Path file = folder.resolve("data.csv");
        try (var out = new ZstdOutputStream(Files.newOutputStream(file), 1)) {
            out.write("event_id,timestamp,amount\n".getBytes(US_ASCII));
            byte[] row = "evt-00000000,1716045542,12.50\n".getBytes(US_ASCII);
            for (int i = 1; i <= ROWS; i++) {
                row[13] = (byte) (i % BAD_EVERY == 0 ? 'x' : '1');
                out.write(row);
            }
        }
        return file;
    }
}
