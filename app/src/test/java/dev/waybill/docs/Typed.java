package dev.waybill.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A command that was typed and goes on. Used by one thread. */
public final class Typed implements AutoCloseable {
    private static final int LONGEST_SECONDS = 240;

    private final String line;
    private final Process process;
    private final Path said;

    Typed(String line, Process process, Path said) {
        this.line = line;
        this.process = process;
        this.said = said;
    }

    /** Standard output and standard error so far. */
    public String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once it is so; fails at once where the command ends before. */
    public void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(ofSeconds(LONGEST_SECONDS))
                .pollInterval(ofMillis(300))
                .until(() -> condition.call() || !process.isAlive());
        assertThat(process.isAlive()).as("%s%n%s", line, said()).isTrue();
    }

    /** It says something, or is still there after three seconds. */
    void assertGoesOn() {
        long begin = System.nanoTime();
        await(() ->
                !said().isEmpty() || System.nanoTime() - begin > ofSeconds(3).toNanos());
    }

    public void awaitSaid(String text) {
        await(() -> said().contains(text));
    }

    /** A line on its standard input. */
    public void type(String text) throws IOException {
        process.getOutputStream().write((text + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for its end and returns the exit status. */
    public int exit() throws InterruptedException {
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                .as("%s%n%s", line, said())
                .isTrue();
        return process.exitValue();
    }

    /** As Ctrl-C does where it can arrive: a clean end. Returns the exit status. */
    public int end() throws InterruptedException {
        process.destroy();
        return exit();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
