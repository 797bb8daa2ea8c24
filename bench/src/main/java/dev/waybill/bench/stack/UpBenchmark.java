package dev.waybill.bench.stack;

import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long {@code bin/waybill up} takes until everything answers: all services, on free ports, in a home that is new at first. */
public final class UpBenchmark {
    private static final String NAME = "up";
    private static final List<String> SERVICES =
            List.of("kafka", "handle", "girder", "stac", "clickhouse", "batch", "postgres", "jobs", "console");
    private static final long LONGEST_SECONDS = 90;

    private UpBenchmark() {}

    public static List<Result> measure(Options options) throws Exception {
        Path home = Files.createTempDirectory("waybill-up");
        double first = secondsUntilReady(home);
        double[] later = new double[options.quick() ? 1 : 3];
        for (int i = 0; i < later.length; i++) {
            later[i] = secondsUntilReady(home);
        }
        Arrays.sort(later);
        return List.of(
                Result.of(NAME, "all services answer, in a new home", "from the command on", "s", first),
                Result.of(NAME, "all services answer", "median", "s", later[later.length / 2]));
    }

    private static double secondsUntilReady(Path home) throws IOException, InterruptedException {
        Path ready = home.resolve("ready.json");
        Path output = home.resolve("output.txt");
        Files.deleteIfExists(ready);
        var command = new ArrayList<>(List.of(Path.of("bin", "waybill").toString(), "up"));
        SERVICES.forEach(name -> command.addAll(List.of("--port", name + "=0")));
        command.addAll(List.of("--ready-file", ready.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_STATE_HOME");
        long start = System.nanoTime();
        var process = builder.start();
        try {
            while (Files.notExists(ready)) {
                if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                    throw new IOException("waybill up does not answer; it wrote:\n" + Files.readString(output));
                }
                Thread.sleep(10);
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            process.destroy();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
