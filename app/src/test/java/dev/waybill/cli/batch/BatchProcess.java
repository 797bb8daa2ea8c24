package dev.waybill.cli.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An API or a worker as a process of its own, which can be killed as by {@code kill -9}. */
final class BatchProcess implements AutoCloseable {
    private final List<String> command;
    private final Path log;
    private Process process;

    private BatchProcess(List<String> command, Path log) throws IOException {
        this.command = command;
        this.log = log;
        this.process = start();
    }

    static BatchProcess api(BatchSite site, Path folder, int port) throws IOException {
        return of(
                site,
                folder.resolve("api.log"),
                List.of(
                        "api",
                        "--port",
                        "" + port,
                        "--spool",
                        folder.resolve("spool").toString()));
    }

    static BatchProcess worker(BatchSite site, Path folder, int number) throws IOException {
        return of(
                site,
                folder.resolve("worker" + number + ".log"),
                List.of("worker", "--failures", folder.resolve("failures").toString()));
    }

    private static BatchProcess of(BatchSite site, Path log, List<String> words) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.waybill.cli.Main",
                "batch"));
        command.addAll(words);
        command.addAll(List.of(
                "--bootstrap-server",
                site.brokers(),
                "--clickhouse",
                site.clickHouse().uri().toString()));
        return new BatchProcess(command, log);
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Ends it without a word, and starts it anew. */
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor(120, TimeUnit.SECONDS);
        process = start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
