package dev.waybill.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.local.net.LoopbackPort;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The server's first process. It ends with this JVM, however that ends.
 *
 * <p>Thread-safe: nothing changes after the start.
 *
 * @param logStart how long the log was before this start
 */
record Postmaster(Process process, Path log, long logStart) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    /** Becomes the server, and leaves behind who tells it to stop once nobody holds its standard input any more. */
    private static final String WITH_PARENT =
            "exec 3<&0; (cat <&3 >/dev/null; kill -INT $$ 2>/dev/null) & exec \"$@\" </dev/null 3<&-";

    static Postmaster start(Cluster cluster, Binaries binaries, RunAs user, int port, Map<String, String> settings)
            throws IOException {
        var command = new ArrayList<>(List.of(
                "sh",
                "-c",
                WITH_PARENT,
                "postgres",
                binaries.postgres().toString(),
                "-D",
                cluster.data().toString()));
        setting(command, "port", Integer.toString(port));
        setting(command, "listen_addresses", LoopbackPort.HOST);
        setting(command, "unix_socket_directories", "");
        setting(command, "timezone", "UTC");
        setting(command, "log_timezone", "UTC");
        setting(command, "max_connections", "200");
        if (cluster.isTemporary()) {
            setting(command, "fsync", "off");
        }
        settings.forEach((name, value) -> setting(command, name, value));
        Path log = cluster.log();
        long logStart = Files.exists(log) ? Files.size(log) : 0;
        Process process = new ProcessBuilder(user.command(command))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        return new Postmaster(process, log, logStart);
    }

    private static void setting(List<String> command, String name, String value) {
        command.add("-c");
        command.add(name + "=" + value);
    }

    /** Returns once it answers: false if it has ended instead. */
    boolean awaitAnswer(Login login) throws IOException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                login.connect().close();
                return true;
            } catch (SQLException e) {
                // not yet; whether ever is what the process says
            }
            try {
                if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IOException("postgres: interrupted while it started", e);
            }
        }
        process.destroyForcibly();
        return false;
    }

    /** What the server says it ended for. */
    String lastWords() throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        String said = new String(bytes, (int) logStart, (int) (bytes.length - logStart), UTF_8);
        String fatal = said.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .map(line -> line.replaceFirst("^.*?(FATAL|PANIC):\\s*", ""))
                .collect(Collectors.joining("; "));
        return fatal.isEmpty() ? said.strip() : fatal;
    }

    /** Stops it: transactions are rolled back, what was committed is written. */
    void stop() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it and its backends at once, as a loss of power does. */
    void kill() throws InterruptedException {
        List<ProcessHandle> backends = process.descendants().toList();
        process.destroyForcibly().waitFor();
        for (ProcessHandle backend : backends) {
            backend.destroyForcibly();
            backend.onExit().join();
        }
    }
}
