package dev.waybill.guarantee;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.StormWorker.Start;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The worker processes of a storm. Used by one thread. */
final class Workers implements AutoCloseable {
    /** Begins the name of each worker's failure store. */
    static final String FAILURES = "failures-";

    private final StormPlan plan;
    private final String brokers;
    private final String topic;
    private final URI server;
    private final Path folder;
    private final History outside;
    private final String classPath;
    private final Map<String, Process> running = new LinkedHashMap<>();
    private final TreeMap<String, String> instances = new TreeMap<>();
    private int born;

    /** @param classPath where the workers find the engine, and these tests */
    Workers(StormPlan plan, String brokers, String topic, URI server, Path folder, History outside, String classPath) {
        this.plan = plan;
        this.brokers = brokers;
        this.topic = topic;
        this.server = server;
        this.folder = folder;
        this.outside = outside;
        this.classPath = classPath;
    }

    int size() {
        return running.size();
    }

    String any(Random random) {
        return List.copyOf(running.keySet()).get(random.nextInt(running.size()));
    }

    /** Starts one, and returns its name; a static member takes the first instance name that is free. */
    String start() throws IOException {
        String name = "worker" + ++born;
        String instance = plan.isStatic() ? freeInstance() : "";
        var start = new Start(plan, brokers, topic, server, folder, name, instance);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-cp", classPath));
        command.add(StormWorker.class.getName());
        command.addAll(start.arguments());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output(name).toFile())
                .start();
        running.put(name, process);
        instances.put(name, instance);
        return name;
    }

    private String freeInstance() {
        int number = 1;
        while (instances.containsValue("instance" + number)) {
            number++;
        }
        return "instance" + number;
    }

    private Path output(String name) {
        return folder.resolve(name + ".output");
    }

    /** As {@code kill -9} does. */
    void kill(String name) throws IOException, InterruptedException {
        var process = remove(name);
        process.destroyForcibly().waitFor();
        outside.add(Kind.KILLED, name, null, "");
    }

    /** Sends a signal by its name. */
    void signal(String name, String signal) throws IOException, InterruptedException {
        var kill = new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(alive(name).pid()))
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Asks it to end, and waits until it has. */
    void leave(String name) throws IOException, InterruptedException {
        var process = remove(name);
        process.destroy();
        assertThat(process.waitFor(120, SECONDS))
                .as("%s ends; it wrote:%n%s", name, Files.readString(output(name)))
                .isTrue();
    }

    private Process remove(String name) throws IOException {
        var process = alive(name);
        running.remove(name);
        instances.remove(name);
        return process;
    }

    /** None ends by itself, whatever happens. */
    private Process alive(String name) throws IOException {
        var process = running.get(name);
        assertThat(process != null && process.isAlive())
                .as("%s runs; it wrote:%n%s", name, Files.readString(output(name)))
                .isTrue();
        return requireNonNull(process);
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
