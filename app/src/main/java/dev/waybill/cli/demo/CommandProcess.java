package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One {@code waybill} command with {@code --console} in a JVM of its own, until it is done, killed or closed. It ends with this
 * process, which holds its console. Used by one thread.
 */
final class CommandProcess implements AutoCloseable {
    private static final String MAIN = "dev.waybill.cli.Main";
    private static final int PATIENCE_SECONDS = 5;

    /** Of the environment only this: a story reads nobody's settings. */
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR");

    private final String name;
    private final Process process;
    private final Path talk;

    private CommandProcess(String name, Process process, Path talk) {
        this.name = name;
        this.process = process;
        this.talk = talk;
    }

    /**
     * Starts it.
     *
     * @param name for messages, and for the file in {@code folder} that takes what it says
     */
    static CommandProcess start(String name, Path folder, Map<String, String> environment, List<String> arguments) {
        Path talk = folder.resolve(name + ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN));
        int ours = arguments.contains("--") ? arguments.indexOf("--") : arguments.size();
        command.addAll(arguments.subList(0, ours));
        command.add("--console");
        command.addAll(arguments.subList(ours, arguments.size()));
        var builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(Redirect.appendTo(talk.toFile()));
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().putAll(environment);
        try {
            return new CommandProcess(name, builder.start(), talk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has said on standard error. */
    String said() {
        try {
            return Files.readString(talk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types {@code quit}. */
    void quit() throws IOException {
        process.getOutputStream().write("quit\n".getBytes(US_ASCII));
        process.getOutputStream().flush();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Fails unless it ended well. */
    void requireGoodEnd() {
        if (process.exitValue() != ExitCode.DONE.status()) {
            throw tooEarly().expected("0");
        }
    }

    /** What a person should be told when it ended and should not have. */
    CommandException tooEarly() {
        return CommandException.at(ExitCode.FAILED, name + " process", "ended with code " + process.exitValue())
                .next("see " + talk);
    }

    /** Closes its console, which ends it, and does not let it linger. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy(); // it is gone already
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
