package dev.waybill.cli.stack;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The local stack, running in a JVM of its own until it is closed or this process ends.
 *
 * <p>Thread-safe: {@link #close} may be called from a shutdown hook while another thread waits.
 */
public final class StackProcess implements AutoCloseable {
    private static final long POLL_MILLIS = 50;
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final ReadyFile ready;
    private final ChildTalk talk;
    private volatile Map<String, String> endpoints = Map.of();

    private StackProcess(Process process, ReadyFile ready, ChildTalk talk) {
        this.process = process;
        this.ready = ready;
        this.talk = talk;
    }

    /** Starts it and returns when all services answer. A child that ends early passes its exit code on. */
    public static StackProcess start(StackProgram program, StackOptions options) {
        ReadyFile ready = ReadyFile.of(options.readyFile());
        Process process = launch(program, options, ready.path());
        var stack = new StackProcess(process, ready, ChildTalk.follow(process));
        try {
            stack.awaitReady(options);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Addresses by service: {@code kafka} is host:port, the others are URLs. */
    public Map<String, String> endpoints() {
        return endpoints;
    }

    /** Ends the child at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The child's number. */
    public long pid() {
        return process.pid();
    }

    /** Waits until the child ends, and returns its exit code. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** What a person should be told when the child ended though nobody closed it. */
    public CommandException ended() {
        return CommandException.at(
                codeOf(process.exitValue()),
                "local stack",
                talk.lastWords().orElse("ended with code " + process.exitValue()));
    }

    /** Closes the child's standard input, which ends it, and does not let it linger. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy(); // the pipe is broken already
        }
        try {
            if (!process.waitFor(STOP_SECONDS, SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        ready.close();
    }

    private static Process launch(StackProgram program, StackOptions options, Path ready) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                program.classPath(),
                program.mainClass()));
        command.addAll(options.arguments(ready));
        try {
            return new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(StackOptions options) {
        long deadline = System.nanoTime() + options.patience().toNanos();
        try {
            while (System.nanoTime() - deadline < 0) {
                Optional<Map<String, String>> found = ready.read();
                if (found.isPresent()) {
                    endpoints = found.get();
                    return;
                }
                if (process.waitFor(POLL_MILLIS, MILLISECONDS)) {
                    talk.awaitEnd();
                    throw ended();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.at(ExitCode.INTERRUPTED, "local stack", "interrupted while it started");
        }
        throw CommandException.at(
                        ExitCode.TIMED_OUT,
                        "local stack",
                        "not ready after " + options.patience().toSeconds() + " s")
                .next("run it again with --debug to see what it says")
                .because(new IllegalStateException(talk.lastWords().orElse("it said nothing")));
    }

    private static ExitCode codeOf(int status) {
        for (ExitCode code : ExitCode.values()) {
            if (code.status() == status && code != ExitCode.DONE) {
                return code;
            }
        }
        return ExitCode.FAILED;
    }
}
