package dev.waybill.jobs.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small process beside the worker that ends process groups: those it is told to, and all that still run when the worker is
 * gone, however that went. A command never outlives its worker by more than a few seconds.
 *
 * <p>Thread-safe.
 */
final class Guard implements AutoCloseable {
    /* Reads "begun G", "ended G", "TERM G" and "KILL G"; the end of its input is the end of the worker. */
    private static final String PROGRAM = """
            trap '' INT TERM HUP
            running=' '
            while read -r what group; do
                case $what in
                    begun) running="$running$group " ;;
                    ended)
                        case $running in
                            *" $group "*) running="${running%% $group *} ${running#* $group }" ;;
                        esac ;;
                    *) kill -s "$what" -- "$group" 2>/dev/null ;;
                esac
            done
            [ "$running" = ' ' ] && exit
            for group in $running; do kill -s TERM -- "$group" 2>/dev/null; done
            sleep 5
            for group in $running; do kill -s KILL -- "$group" 2>/dev/null; done
            """;
    private static final long STOP_SECONDS = 2;

    private final Process process;
    private final List<String> prefix;

    private Guard(Process process, List<String> prefix) {
        this.process = process;
        this.prefix = prefix;
    }

    static Guard start() {
        boolean hasGroups = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "setsid")));
        List<String> prefix = hasGroups ? List.of("setsid") : List.of();
        try {
            var guard = new ProcessBuilder(with(prefix, List.of("sh", "-c", PROGRAM)))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return new Guard(guard, prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> with(List<String> prefix, List<String> words) {
        var all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** The words that start a command as a group of its own. */
    List<String> grouped(List<String> words) {
        return with(prefix, words);
    }

    void begun(Process command) {
        tell("begun", command);
    }

    void ended(Process command) {
        tell("ended", command);
    }

    /** Asks a command, and all that it has started, to end. */
    void terminate(Process command) {
        tell("TERM", command);
        command.descendants().forEach(ProcessHandle::destroy);
        command.destroy();
    }

    /** Ends it without asking. */
    void kill(Process command) {
        tell("KILL", command);
        command.descendants().forEach(ProcessHandle::destroyForcibly);
        command.destroyForcibly();
    }

    /** Ends what a command that has ended has left running in its group. */
    void sweep(Process command) {
        if (!prefix.isEmpty()) {
            tell("KILL", command);
        }
    }

    private synchronized void tell(String what, Process command) {
        String line = what + ' ' + (prefix.isEmpty() ? "" : "-") + command.pid() + '\n';
        try {
            process.getOutputStream().write(line.getBytes(US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // somebody has ended the guard: its part is missing, that of the handles is done
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, SECONDS)) {
                return; // it is ending what still runs
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
