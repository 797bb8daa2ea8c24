package dev.waybill.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The development stack as a child process: for tests that need a service they can kill.
 *
 * <p>Services listen on free ports unless told otherwise. The child ends with this JVM, however that ends.
 * Thread-safe: nothing changes after {@link #start}.
 */
public final class LocalProcess implements AutoCloseable {
    private static final String READY = "ready.json";
    private static final String OUTPUT = "output.txt";
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Process process;
    private final Map<String, String> endpoints;
    private final Path scratch;

    private LocalProcess(Process process, Map<String, String> endpoints, Path scratch) {
        this.process = process;
        this.endpoints = endpoints;
        this.scratch = scratch;
    }

    /** Starts {@link LocalStack} with these arguments from the class path of this JVM, and waits until it is ready. */
    public static LocalProcess start(String... arguments) throws IOException, InterruptedException {
        return start(System.getProperty("java.class.path"), List.of(arguments));
    }

    /** As {@link #start(String...)}, from another class path. */
    public static LocalProcess start(String classPath, List<String> arguments)
            throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("waybill-stack-");
        Path ready = scratch.resolve(READY);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.add("-Djava.io.tmpdir=" + scratch); // what a killed child leaves behind goes with the rest
        command.addAll(List.of("-cp", classPath, LocalStack.class.getName(), "--exit-with-parent"));
        for (StackService service : StackService.values()) {
            command.addAll(List.of("--port", service.typedName() + "=0"));
        }
        command.addAll(arguments);
        command.addAll(List.of("--ready-file", ready.toString()));

        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve(OUTPUT).toFile())
                .start();
        try {
            return new LocalProcess(process, awaitReady(process, ready), scratch);
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly().waitFor();
            remove(scratch);
            throw e;
        }
    }

    static List<String> jvmOptions() throws IOException {
        try (InputStream options = LocalProcess.class.getResourceAsStream("local.options")) {
            return new String(Objects.requireNonNull(options).readAllBytes(), UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static Map<String, String> awaitReady(Process process, Path ready)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (Files.notExists(ready)) {
            boolean ended = process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            if (ended || System.nanoTime() > deadline) {
                throw new IOException("the local stack is not ready: "
                        + (ended ? "it ended with exit code " + process.exitValue() : "gave up after " + LONGEST_START)
                        + "; it wrote:\n" + Files.readString(ready.resolveSibling(OUTPUT)));
            }
        }
        return JsonMapper.shared().readValue(Files.readAllBytes(ready), new TypeReference<>() {});
    }

    /** The Kafka broker, as Kafka clients take it. */
    public String bootstrapServers() {
        return endpoint("kafka");
    }

    /** The endpoint of a service under the name a user types, as the ready file has it. */
    public String endpoint(String service) {
        String endpoint = endpoints.get(service);
        if (endpoint == null) {
            throw new IllegalArgumentException("service \"" + service + "\" was not started; there are " + endpoints);
        }
        return endpoint;
    }

    /** The port of a service: to be asked for again when a killed stack is to come back at the same place. */
    public int port(String service) {
        String endpoint = endpoint(service);
        String address = endpoint.replaceFirst("^jdbc:", "");
        return URI.create(address.contains("://") ? address : "tcp://" + address)
                .getPort();
    }

    /** The child itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What the child has written to its standard output and standard error so far. */
    public String output() throws IOException {
        return Files.readString(scratch.resolve(OUTPUT));
    }

    Path scratch() {
        return scratch;
    }

    /** Ends the child at once, as {@code kill -9} does, and waits until it is gone, and what it started too. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly().waitFor();
        started.forEach(each -> each.onExit().join());
    }

    /** Stops the child in good order, or by force after ten seconds. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        remove(scratch);
    }

    private static void remove(Path scratch) throws IOException {
        try (var files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
