package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.cli.demo.worker.ProductJournal;
import dev.waybill.cli.demo.worker.ProductWorker;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A worker of the jobs story in a JVM of its own, until it is killed or closed. Used by one thread. */
final class ProductProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final Process process;
    private final String name;
    private final Path folder;

    private ProductProcess(Process process, String name, Path folder) {
        this.process = process;
        this.name = name;
        this.folder = folder;
    }

    /**
     * Starts it, and does not wait until it works.
     *
     * @param environment that names the database
     */
    static ProductProcess start(String processor, String name, Path folder, Map<String, String> environment) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                ProductWorker.class.getName(),
                processor,
                name,
                folder.toString());
        var builder = new ProcessBuilder(command)
                .redirectError(Redirect.appendTo(folder.resolve(name + ".err").toFile()));
        builder.environment().putAll(environment);
        try {
            return new ProductProcess(builder.start(), name, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it works. */
    void awaitStart() throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        if (output.readLine() == null) {
            throw CommandException.at(ExitCode.FAILED, name + " process", "ended before it began")
                    .next("see " + folder.resolve(name + ".err"));
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path journal() {
        return folder.resolve(name + ".journal");
    }

    long refusals() throws IOException {
        return ProductJournal.read(journal()).stream()
                .filter(ProductJournal.Line::isRefusal)
                .count();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    }

    /** Tells it to end, and does not let it linger. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
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
