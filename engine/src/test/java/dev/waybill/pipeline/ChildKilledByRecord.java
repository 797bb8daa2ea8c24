package dev.waybill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.KafkaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that one value ends without a word, and that writes down in a file what arrives. */
final class ChildKilledByRecord {
    static final String KILLER = "killer";
    static final String ARRIVED = "arrived.txt";
    static final String FAILURES = "failures";

    /** What the process ends with when that value ends it. */
    static final int KILLED = 9;

    private ChildKilledByRecord() {}

    /** Runs it until it ends; returns what with. */
    static int run(String servers, String topic, Path folder) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var output = folder.resolve("output.txt");
        var process = new ProcessBuilder(
                        java,
                        "-Xmx96m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildKilledByRecord.class.getName(),
                        servers,
                        topic,
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(120, SECONDS)) {
                throw new IOException("the child did not end; it wrote " + Files.readString(output, UTF_8));
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[2]);
        var source = KafkaSource.topic(arguments[1])
                .group(arguments[1])
                .servers(arguments[0])
                .property("group.instance.id", "child")
                .property("session.timeout.ms", 6_000);
        try (var pipeline = Pipeline.from(source)
                .exitAtEnd()
                .parkingIn(new FileFailureStore(folder.resolve(FAILURES)))
                .to(Sink.each((KafkaRecord record) -> deliver(record, folder)))) {
            pipeline.run();
        }
    }

    private static void deliver(KafkaRecord record, Path folder) {
        if (new String(requireNonNull(record.value()), UTF_8).equals(KILLER)) {
            Runtime.getRuntime().halt(KILLED);
        }
        try {
            Files.writeString(
                    folder.resolve(ARRIVED),
                    record.partition() + "@" + record.offset() + "\n",
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
