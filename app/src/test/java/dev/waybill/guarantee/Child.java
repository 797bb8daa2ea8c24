package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.waybill.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The command as a process of its own, which can be signalled and killed. Used by one thread. */
final class Child implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration LONGEST = ofMinutes(4);

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Child start(Path folder, List<String> arguments) {
        return start(folder, arguments, Map.of());
    }

    /** The same, with more in its environment. */
    static Child start(Path folder, List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        Path output = folder.resolve("output-" + NUMBER.incrementAndGet() + ".txt");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Child(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Standard output and standard error so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line on its standard input. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends its standard input. */
    void hangUp() throws IOException {
        process.getOutputStream().close();
    }

    /** Whoever starts the build may have switched Ctrl-C off for everything below it, as a shell's "&" does. */
    static void assumeSignalsArrive() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            String ignored = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .findFirst()
                    .orElse("SigIgn:\t0");
            long bits = Long.parseUnsignedLong(
                    ignored.substring(ignored.indexOf(':') + 1).strip(), 16);
            assumeTrue((bits & 0b10) == 0, "SIGINT is ignored in this environment: Ctrl-C is not tried");
        }
    }

    /** Sends a signal by its name, for example {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for the end and returns the exit status. */
    int exit() throws InterruptedException {
        return exit(LONGEST);
    }

    /** The same, for what may take so long. */
    int exit(Duration longest) throws InterruptedException {
        assertThat(process.waitFor(longest.toSeconds(), SECONDS))
                .as("the process ends; it wrote:%n%s", output())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
