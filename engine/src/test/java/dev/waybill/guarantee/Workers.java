package dev.waybill.guarantee;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.guarantee.Event.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The worker processes of a storm. Used by one thread. */
final class Workers implements AutoCloseable {
    private final String servers;
    private final String topic;
    private final Path folder;
    private final History outside;
    private final Map<String, Process> running = new LinkedHashMap<>();
    private int born;

    Workers(String servers, String topic, Path folder, History outside) {
        this.servers = servers;
        this.topic = topic;
        this.folder = folder;
        this.outside = outside;
    }

    int size() {
        return running.size();
    }

    String any(Random random) {
        return List.copyOf(running.keySet()).get(random.nextInt(running.size()));
    }

    void start() throws IOException {
        String name = "worker" + ++born;
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StormWorker.class.getName(),
                        servers,
                        topic,
                        folder.toString(),
                        name)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".output").toFile())
                .start();
        running.put(name, process);
    }

    /** As {@code kill -9} does. */
    void kill(String name) throws InterruptedException {
        var process = running.remove(name);
        if (process != null) {
            process.destroyForcibly().waitFor();
            outside.add(Kind.KILLED, name, null, "");
        }
    }

    /** Sends a signal by its name. */
    void signal(String name, String signal) throws IOException, InterruptedException {
        var process = running.get(name);
        if (process != null) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    /** Asks it to end, and waits until it has. */
    void leave(String name) throws IOException, InterruptedException {
        var process = running.remove(name);
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(40, SECONDS))
                    .as("%s ends; it wrote:%n%s", name, Files.readString(folder.resolve(name + ".output")))
                    .isTrue();
        }
    }

    void leaveAll() throws IOException, InterruptedException {
        for (String name : List.copyOf(running.keySet())) {
            leave(name);
        }
    }

    @Override
    public void close() {
        running.values().forEach(Process::destroyForcibly);
    }
}
