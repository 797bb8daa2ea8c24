package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.cli.demo.worker.PaymentWorker;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The pipeline of the streams story in a JVM of its own, until it is done, killed or closed. Used by one thread. */
final class WorkerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Process process;
    private final URI health;

    private WorkerProcess(Process process, URI health) {
        this.process = process;
        this.health = health;
    }

    /** Starts it, and returns when it has begun. */
    static WorkerProcess start(String servers, URI ledger, Path folder) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PaymentWorker.class.getName(),
                servers,
                ledger.toString(),
                folder.toString());
        Path errors = folder.resolve("worker.err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(Redirect.appendTo(errors.toFile()))
                    .start();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            String first = output.readLine();
            if (first == null) {
                throw CommandException.at(ExitCode.FAILED, "worker process", "ended before it began")
                        .next("see " + errors);
            }
            return new WorkerProcess(process, URI.create(first));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says of itself when asked why it is stuck. */
    String why() throws InterruptedException {
        var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        var request = HttpRequest.newBuilder(health.resolve("/why?as=text"))
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw CommandException.at(ExitCode.UNREACHABLE, health.toString(), "the worker process does not answer")
                    .because(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Fails unless it ended well. */
    void requireGoodEnd(Path folder) {
        if (process.exitValue() != 0) {
            throw CommandException.at(ExitCode.FAILED, "worker process", "ended with code " + process.exitValue())
                    .expected("0")
                    .next("see " + folder.resolve("worker.err") + " and worker.log beside it");
        }
    }

    /** Tells it to end, and does not let it linger. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
