package dev.waybill.server.replays;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.access.Caller;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code waybill} as a process of its own, with a list of arguments and never through a shell: whatever a page changes is
 * changed by the command. Thread-safe.
 */
public final class Commands {
    private static final String ACTOR = "WAYBILL_ACTOR";
    private static final String ACTOR_FROM = "WAYBILL_ACTOR_FROM";

    private final List<String> launcher;
    private final Map<String, String> environment;
    private final Path folder;

    /**
     * Runs nothing yet.
     *
     * @param launcher what stands before the arguments
     * @param environment of a process, beside this process' own
     * @param folder for what a process says; only its owner should be able to read it
     */
    public Commands(List<String> launcher, Map<String, String> environment, Path folder) {
        this.launcher = List.copyOf(launcher);
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /** The Java and the class path of this process, for {@code main}. */
    public static List<String> likeThis(String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dwaybill.home=" + System.getProperty("waybill.home", ""),
                "-cp",
                System.getProperty("java.class.path"),
                main);
    }

    /**
     * How a command ended.
     *
     * @param out what it printed
     * @param said what it said beside that
     */
    public record Ended(int exit, String out, String said) {}

    /**
     * Runs it to its end.
     *
     * @param who asked for it, for its audit
     * @throws IOException if it cannot be started, or takes longer than {@code patience}, which stops it
     */
    public Ended run(Caller who, Duration patience, List<String> arguments) throws IOException, InterruptedException {
        var running = start(who, arguments);
        try {
            if (!running.process().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                running.process().destroy();
                throw new IOException(
                        "waybill " + arguments.get(0) + " has not ended within " + patience.toSeconds() + " s");
            }
            return new Ended(running.process().exitValue(), running.out(), running.said());
        } finally {
            running.forget();
        }
    }

    /** Starts it. */
    Running start(Caller who, List<String> arguments) throws IOException {
        Files.createDirectories(folder);
        Path out = Files.createTempFile(folder, "command-", ".out");
        Path err = Files.createTempFile(folder, "command-", ".err");
        var command = new ArrayList<>(launcher);
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put(ACTOR, who.name());
        builder.environment().put(ACTOR_FROM, who.from());
        try {
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
            throw e;
        }
    }

    /** A file that only its owner can read, with these bytes; whoever asked for it deletes it. */
    public Path file(byte[] content) throws IOException {
        Files.createDirectories(folder);
        return Files.write(Files.createTempFile(folder, "value-", ".bin"), content);
    }

    /** A command under way. */
    record Running(Process process, Path outFile, Path errFile) {
        private static final int MOST = 64 << 10;

        String out() throws IOException {
            return end(outFile);
        }

        String said() throws IOException {
            return end(errFile);
        }

        private static String end(Path file) throws IOException {
            try (var channel = Files.newByteChannel(file)) {
                channel.position(Math.max(0, channel.size() - MOST));
                var bytes = ByteBuffer.allocate(MOST);
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                    // until all is there
                }
                return new String(bytes.array(), 0, bytes.position(), UTF_8);
            }
        }

        void forget() throws IOException {
            Files.deleteIfExists(outFile);
            Files.deleteIfExists(errFile);
        }
    }
}
