package dev.waybill.local.clickhouse.chdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A ClickHouse service with the real engine, in a JVM of its own: the library could end any other with it.
 *
 * <p>Thread-safe: nothing changes after the start. The child ends with this JVM, however that ends.
 */
public final class ChdbProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final URI uri;
    private final Optional<Path> scratch;

    private ChdbProcess(Process process, URI uri, Optional<Path> scratch) {
        this.process = process;
        this.uri = uri;
        this.scratch = scratch;
    }

    /**
     * Starts it, and returns when it answers. The first start on a machine fetches the engine.
     *
     * @param port 0 for any free one
     * @param data where tables are; absent: nothing is kept
     * @throws IOException with a reason for a person, if the engine cannot be had or run here
     */
    public static ChdbProcess start(int port, Optional<Path> data) throws IOException {
        Path library = ChdbFile.get();
        Optional<Path> scratch =
                data.isPresent() ? Optional.empty() : Optional.of(Files.createTempDirectory("waybill-chdb-"));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChdbServer.class.getName(),
                        Integer.toString(port),
                        data.or(() -> scratch).orElseThrow().toString(),
                        library.toString()))
                .redirectError(Redirect.INHERIT)
                .start();
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String address = said.readLine();
        if (address == null) {
            throw ended(process, port);
        }
        return new ChdbProcess(process, URI.create(address), scratch);
    }

    /** Where it listens. */
    public URI uri() {
        return uri;
    }

    /** The child itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends the child at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (scratch.isPresent()) {
                remove(scratch.get());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot end chdb in good order", e);
        }
    }

    private static IOException ended(Process process, int port) throws IOException {
        try {
            int code = process.waitFor();
            return code == ChdbServer.PORT_TAKEN
                    ? new BindException("Address already in use: " + port)
                    : new IOException("chdb: it ended with exit code " + code + " before it answered");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IOException("chdb: interrupted while it started", e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
