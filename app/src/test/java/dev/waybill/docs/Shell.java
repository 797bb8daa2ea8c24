package dev.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lines as a person types them, in a folder that looks like a checkout and with {@code bin/} on the path. What it has started ends
 * with it. Used by one thread.
 */
public final class Shell implements AutoCloseable {
    private static final int LONGEST_SECONDS = 400;

    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private final List<Typed> started = new ArrayList<>();

    private Shell(Path folder) {
        this.folder = folder;
    }

    public static Shell in(Path folder) throws IOException {
        for (String name : List.of("bin", "conf", "examples", "deploy")) {
            Files.createSymbolicLink(folder.resolve(name), Checkout.root().resolve(name));
        }
        var shell = new Shell(folder);
        shell.export("PATH", Checkout.root().resolve("bin") + ":" + System.getenv("PATH"));
        shell.export("HOME", folder.toString()); // what a command keeps of this user is ours alone
        return shell;
    }

    public Path folder() {
        return folder;
    }

    public void export(String variable, String value) {
        variables.put(variable, value);
    }

    /** Waits for its end. */
    public CommandRun run(String line) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "typed", ".out");
        Path err = Files.createTempFile(folder, "typed", ".err");
        Process process = builder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean hasEnded = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(hasEnded)
                .as("%s%n%s%s", line, Files.readString(out), Files.readString(err))
                .isTrue();
        return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Leaves it running. */
    public Typed start(String line) throws IOException {
        Path said = Files.createTempFile(folder, "typed", ".log");
        Process process = builder("exec " + line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        var typed = new Typed(line, process, said);
        started.add(typed);
        return typed;
    }

    private ProcessBuilder builder(String line) {
        var builder = new ProcessBuilder("sh", "-c", line).directory(folder.toFile());
        builder.environment().putAll(variables);
        return builder;
    }

    /** What is still running ends, the last one first. */
    @Override
    public void close() {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
    }
}
