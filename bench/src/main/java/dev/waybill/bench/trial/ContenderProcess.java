package dev.waybill.bench.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.waybill.bench.contender.Contender;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A contender's own JVM, started when it is first needed and again after it had to be killed: a contender that hangs
 * costs its time-out and nobody else's figures. Not thread-safe.
 */
public final class ContenderProcess implements AutoCloseable {
    private static final String ENDED = "ended";
    private static final int OUT_OF_MEMORY = 3;
    private static final Duration GRACE = ofSeconds(40);
    private static final Duration LONGEST_CLOSE = ofSeconds(15);

    private final Contender contender;
    private final String servers;
    private final int partitions;
    private final List<String> jvmOptions;
    private @Nullable Child child;

    private record Child(Process process, PrintWriter input, BlockingQueue<String> lines) {}

    public ContenderProcess(Contender contender, String servers, int partitions, List<String> jvmOptions) {
        this.contender = contender;
        this.servers = servers;
        this.partitions = partitions;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    public Contender contender() {
        return contender;
    }

    /** Runs a trial to its end, whatever that is. */
    public Outcome measure(Trial trial) throws IOException, InterruptedException {
        begin(trial);
        return await(trial.warm().plus(trial.window()).plus(GRACE));
    }

    /** Starts a trial and returns at once. */
    public void begin(Trial trial) throws IOException {
        var current = child;
        if (current == null || !current.process.isAlive()) {
            current = launch();
            child = current;
        }
        current.input.println(trial.line());
    }

    /** Waits for the end of the trial that was begun. A child that is not clean afterwards is killed. */
    public Outcome await(Duration longest) throws InterruptedException {
        var current = child;
        if (current == null) {
            throw new IllegalStateException("no trial was begun");
        }
        String line = next(current, TrialMain.OUTCOME, longest);
        if (line == null) {
            kill();
            return Outcome.failed(Outcome.Status.STALLED);
        }
        if (line.equals(ENDED)) {
            int exit = current.process.waitFor();
            return Outcome.failed(exit == OUT_OF_MEMORY ? Outcome.Status.OUT_OF_MEMORY : Outcome.Status.CRASHED);
        }
        var outcome = Outcome.parse(line.substring(TrialMain.OUTCOME.length()));
        if (next(current, TrialMain.CLOSED, LONGEST_CLOSE) == null) {
            kill();
        }
        return outcome;
    }

    private static @Nullable String next(Child from, String prefix, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            String line = from.lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(ENDED) || line.startsWith(prefix)) {
                return line;
            }
        }
    }

    /** Ends the child as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        var current = child;
        if (current != null) {
            current.process.destroyForcibly().waitFor();
            child = null;
        }
    }

    private Child launch() throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(TrialMain.class.getName(), contender.name(), servers, Integer.toString(partitions)));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new LinkedBlockingQueue<String>();
        var reader = new Thread(() -> read(process, lines), "read-" + contender.name());
        reader.setDaemon(true);
        reader.start();
        return new Child(process, new PrintWriter(process.outputWriter(UTF_8), true), lines);
    }

    private static void read(Process process, BlockingQueue<String> lines) {
        try (var output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // killed while it wrote: its end says it all
        }
        lines.add(ENDED);
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
