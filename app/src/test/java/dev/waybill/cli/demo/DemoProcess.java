package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bin/waybill demo} as a process of its own, with the parts it starts as its children. Ends with its test. */
final class DemoProcess implements AutoCloseable {
    private static final Path LAUNCHER =
            Path.of("../bin/waybill").toAbsolutePath().normalize();

    private final Process process;
    private final Path folder;

    private DemoProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Starts it in {@code folder}, which it writes to. */
    static DemoProcess start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "demo"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        return new DemoProcess(process, folder);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<ProcessHandle> children() {
        return process.children().toList();
    }

    void signal() {
        process.destroy();
    }

    int exit(int patienceSeconds) throws IOException, InterruptedException {
        assertThat(process.waitFor(patienceSeconds, SECONDS)).as(err()).isTrue();
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(folder.resolve("out"), UTF_8);
    }

    String err() throws IOException {
        return Files.readString(folder.resolve("err"), UTF_8);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
