package dev.waybill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.waybill.delivery.Limits;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.GroupProtocol;
import dev.waybill.source.KafkaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A member of a group in a process of its own, which can be frozen and thawed; it prints what arrives. Used by one thread. */
final class ChildMember implements AutoCloseable {
    private final Process process;
    private final Path output;

    private ChildMember(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ChildMember start(String servers, String topic, GroupProtocol protocol, Path folder) throws IOException {
        Path output = folder.resolve("child.txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildMember.class.getName(),
                        servers,
                        topic,
                        protocol.name())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ChildMember(process, output);
    }

    void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " ended with " + exit);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Records that arrived there, and at the end the figures of the run. */
    List<String> lines() throws IOException {
        return Files.readString(output, UTF_8).lines().toList();
    }

    /** Asks for a clean end and waits for it. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(20_000, MILLISECONDS)) {
            throw new IOException("the child did not end; it wrote " + lines());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        var source = KafkaSource.topic(arguments[1])
                .group(arguments[1])
                .servers(arguments[0])
                .protocol(GroupProtocol.valueOf(arguments[2]))
                .property("max.partition.fetch.bytes", 4_096);
        var brisk = arguments[2].equals("CLASSIC")
                ? source.property("session.timeout.ms", 3_000).property("heartbeat.interval.ms", 500)
                : source;
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        var pipeline = Pipeline.from(brisk)
                .within(Limits.DEFAULT.withInFlight(20).withBuffered(100))
                .parkingIn(records -> {
                    throw new AssertionError("parked");
                })
                .to((KafkaRecord record) -> deliver(record, timer));
        var stopper = new Thread(
                () -> {
                    try {
                        var unused = new ArrayList<>(List.of(System.in.read())); // until the parent closes it
                    } catch (IOException e) {
                        // closed as well
                    }
                    pipeline.stop();
                },
                "stopper");
        stopper.setDaemon(true);
        stopper.start();
        var report = pipeline.run();
        System.out.println("end late=" + report.stats().late() + " stoppedBy=" + report.stoppedBy());
        timer.shutdownNow();
    }

    private static CompletionStage<?> deliver(KafkaRecord record, ScheduledExecutorService timer) {
        var answer = new CompletableFuture<Boolean>();
        var unused = timer.schedule(
                () -> {
                    System.out.println(record.partition() + "@" + record.offset());
                    answer.complete(true);
                },
                20,
                MILLISECONDS);
        return answer;
    }
}
