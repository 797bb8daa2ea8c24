package dev.waybill.jobs.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One command while it runs. {@link #waitFor} belongs to the thread that started it; any other may end it.
 */
final class CommandRun {
    private static final long LAST_LINES_MILLIS = 2_000;
    private static final int LONGEST_PATH = 2_000;
    private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

    /** How the worker logs in to its database is no business of a command's. */
    private static final Set<String> OURS =
            Set.of("WAYBILL_JOBS_URL", "WAYBILL_JOBS_USER", "WAYBILL_JOBS_PASSWORD", "WAYBILL_JOBS_PASSWORD_FILE");

    private final Process process;
    private final Guard guard;
    private final Path scratch;
    private final LastLine out = new LastLine();
    private final LastLine err = new LastLine();
    private final List<Thread> readers;

    /** The last line that says anything; written by the thread that reads, read by others. */
    private static final class LastLine {
        private volatile String text = "";
    }

    private CommandRun(Process process, Guard guard, Path scratch, Output output) {
        this.process = process;
        this.guard = guard;
        this.scratch = scratch;
        this.readers = List.of(
                reader("out", process.getInputStream(), out, output),
                reader("err", process.getErrorStream(), err, output));
    }

    /**
     * Starts it.
     *
     * @param scratch a file that is not there, for the path of its output
     * @throws IOException if the system cannot start it
     */
    static CommandRun start(
            List<String> words, Map<String, String> environment, Path scratch, Output output, Guard guard)
            throws IOException {
        var builder = new ProcessBuilder(guard.grouped(words)).redirectInput(NOTHING);
        builder.environment().keySet().removeAll(OURS);
        builder.environment().putAll(environment);
        builder.environment().put("WAYBILL_DST_FILE", scratch.toString());
        var process = builder.start();
        guard.begun(process);
        var run = new CommandRun(process, guard, scratch, output);
        run.readers.forEach(Thread::start);
        return run;
    }

    private Thread reader(String name, InputStream in, LastLine last, Output output) {
        Consumer<String> line = text -> {
            output.add(text);
            if (!text.isBlank()) {
                last.text = text.strip();
            }
        };
        var thread = new Thread(() -> new LineReader(line).read(in), "command-" + name + "-" + process.pid());
        thread.setDaemon(true);
        return thread;
    }

    /** Returns when it has ended and what it said was read. What it left running is ended. */
    CommandEnd waitFor() throws InterruptedException {
        int status = process.waitFor();
        guard.sweep(process);
        for (Thread reader : readers) {
            reader.join(LAST_LINES_MILLIS);
        }
        guard.ended(process);
        return new CommandEnd(status, err.text.isEmpty() ? out.text : err.text, said(), written());
    }

    /** The last line of its standard output so far. */
    Optional<String> said() {
        return Optional.of(out.text).filter(text -> !text.isEmpty());
    }

    private Optional<String> written() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Files.newInputStream(scratch), UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)))) {
            var start = new char[LONGEST_PATH + 1];
            int n = Math.max(0, lines.read(start));
            return new String(start, 0, n)
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty(); // it wrote none
        } finally {
            remove();
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            // it goes with the worker's folder
        }
    }

    /** Asks it to end, kills it after the grace, and returns at once. */
    void end(Duration grace) {
        guard.terminate(process);
        var unused = process.onExit().orTimeout(grace.toMillis(), MILLISECONDS).exceptionally(late -> {
            guard.kill(process);
            return process;
        });
    }

    /** Ends it now. */
    void kill() {
        guard.kill(process);
    }
}
