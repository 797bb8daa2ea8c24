package dev.waybill.bench.files;

import static java.time.Duration.ofSeconds;

import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * From a folder to Girder, through chunks on a topic, beside a plain upload of the same files by one client: large files, one
 * that is larger than memory, many small ones, and what a restart costs.
 */
public final class FilesBenchmark {
    private static final String BENCH = "files";
    private static final Duration LONGEST = ofSeconds(240);
    private static final List<String> MODES = List.of("disk", "memory");

    private final Lab lab;
    private final boolean quick;
    private final List<Result> results = new ArrayList<>();

    private FilesBenchmark(Lab lab, boolean quick) {
        this.lab = lab;
        this.quick = quick;
    }

    public static List<Result> measure(Options options) throws Exception {
        try (var lab = Lab.open()) {
            var benchmark = new FilesBenchmark(lab, options.quick());
            if (options.takes("large")) {
                benchmark.large();
            }
            if (options.takes("huge")) {
                benchmark.huge();
            }
            if (options.takes("small")) {
                benchmark.small();
            }
            return benchmark.results;
        }
    }

    /** Seconds. */
    private record Round(double produced, double arrived, double plain, double required) {
        double ratio() {
            return plain / arrived;
        }
    }

    /** 200 MiB in eight files and in one. Round by round: the plain upload, then each mode, whose receiver waits meanwhile. */
    private void large() throws Exception {
        var receivers = new TreeMap<String, Receiver>();
        try {
            for (String mode : MODES) {
                lab.create("large-" + mode);
                receivers.put(
                        mode,
                        Receiver.start(lab, "large-" + mode, mode, lab.folder().resolve("large-" + mode)));
            }
            large("8 files of 25 MiB", 8, 25L << 20, receivers);
            large("1 file of 200 MiB", 1, 200L << 20, receivers);
            for (var receiver : receivers.entrySet()) {
                String name = "large files, " + receiver.getKey();
                results.add(Result.of(
                        BENCH, name, "peak memory", "MiB", receiver.getValue().peakMebibytes()));
            }
        } finally {
            receivers.values().forEach(Receiver::close);
        }
    }

    private void large(String name, int count, long bytes, Map<String, Receiver> receivers) throws Exception {
        var plain = new PlainUpload(lab.girder(), lab.key());
        Map<String, List<Round>> rounds = new TreeMap<>();
        int most = quick ? 2 : 6;
        for (int round = 0; round < most; round++) {
            for (var receiver : receivers.entrySet()) {
                String topic = "large-" + receiver.getKey();
                var sample = sample(topic + "-" + count + "-" + round, count, bytes);
                double alone = plainly(plain, sample);
                double least = required(plain, sample);
                Round measured = round(sample, topic, receiver.getValue(), alone, least);
                remove(sample);
                if (round > 0) { // the first warms up
                    rounds.computeIfAbsent(receiver.getKey(), m -> new ArrayList<>())
                            .add(measured);
                }
            }
        }
        double mebibytes = (double) count * bytes / (1 << 20);
        rounds.forEach((mode, measured) -> {
            measured.sort((a, b) -> Double.compare(a.ratio(), b.ratio()));
            Round median = measured.get(measured.size() / 2);
            results.add(Result.of(BENCH, name + ", " + mode, "folder to Girder", "MiB/s", mebibytes / median.arrived)
                    .against("plain upload", mebibytes / median.plain));
            results.add(Result.of(BENCH, name + ", " + mode, "folder to Girder", "MiB/s", mebibytes / median.arrived)
                    .against("hashes and plain upload alone", mebibytes / median.required));
            results.add(
                    Result.of(BENCH, name + ", " + mode, "hashes, plain upload", "MiB/s", mebibytes / median.required)
                            .against("plain upload", mebibytes / median.plain));
            results.add(Result.of(BENCH, name + ", " + mode, "folder to topic", "s", median.produced));
            results.add(Result.of(BENCH, name + ", " + mode, "folder to Girder", "s", median.arrived));
        });
    }

    private Sample sample(String name, int count, long bytes) throws IOException {
        return Sample.write(lab.folder().resolve("sent").resolve(name), name, count, bytes);
    }

    private double plainly(PlainUpload plain, Sample sample) throws Exception {
        var folder = lab.girderFolder("plain", sample.name());
        long start = System.nanoTime();
        plain.send(sample, folder);
        double seconds = since(start);
        lab.check(sample, folder);
        return seconds;
    }

    private double required(PlainUpload plain, Sample sample) throws Exception {
        var folder = lab.girderFolder("required", sample.name());
        long start = System.nanoTime();
        new RequiredWork(plain).send(sample, folder);
        double seconds = since(start);
        lab.check(sample, folder);
        return seconds;
    }

    private Round round(Sample sample, String topic, Receiver receiver, double plain, double required)
            throws Exception {
        long start = System.nanoTime();
        lab.produce(sample, topic);
        double produced = since(start);
        receiver.await(sample.count(), LONGEST);
        double arrived = since(start);
        lab.check(sample, lab.girderFolder(topic, sample.name()));
        return new Round(produced, arrived, plain, required);
    }

    /** One file that no memory is to hold. */
    private void huge() throws Exception {
        long bytes = quick ? 512L << 20 : 2L << 30;
        String name = String.format(Locale.ROOT, "1 file of %,d MiB, disk", bytes >> 20);
        lab.create("huge");
        try (var receiver = Receiver.start(lab, "huge", "disk", lab.folder().resolve("huge"))) {
            var sample = sample("huge", 1, bytes);
            var upload = new PlainUpload(lab.girder(), lab.key());
            double plain = plainly(upload, sample);
            Round round = round(sample, "huge", receiver, plain, required(upload, sample));
            remove(sample);
            results.add(Result.of(BENCH, name, "folder to Girder", "MiB/s", sample.mebibytes() / round.arrived)
                    .against("plain upload", sample.mebibytes() / plain));
            results.add(Result.of(BENCH, name, "folder to Girder", "MiB/s", sample.mebibytes() / round.arrived)
                    .against("hashes and plain upload alone", sample.mebibytes() / round.required));
            results.add(Result.of(BENCH, name, "peak memory", "MiB", receiver.peakMebibytes()));
        }
    }

    /** Small files, and then one more for a producer and a receiver that are started anew and know all of them. */
    private void small() throws Exception {
        int count = quick ? 2_000 : 10_000;
        String topicId = lab.create("small");
        Path folder = lab.folder().resolve("small");
        var sample = sample("small", count, 10_000);
        double plain = plainly(new PlainUpload(lab.girder(), lab.key()), sample);
        try (var receiver = Receiver.start(lab, "small", "memory", folder)) {
            var warm = sample("warm", 200, 10_000);
            lab.produce(warm, "small");
            receiver.await(warm.count(), LONGEST);
            long start = System.nanoTime();
            lab.produceAndRemember(sample, "small", topicId);
            receiver.await(count, LONGEST);
            double arrived = since(start);
            lab.check(sample, lab.girderFolder("small", "small"));
            results.add(Result.of(BENCH, "files of 10 kB", "folder to Girder", "files/s", count / arrived)
                    .against("plain upload", count / plain));
            results.add(Result.of(BENCH, "files of 10 kB", "peak memory", "MiB", receiver.peakMebibytes()));
        }
        restart(sample, folder, count);
    }

    private void restart(Sample sample, Path folder, int known) throws Exception {
        Files.write(sample.root().resolve("one-more.dat"), new byte[10_000]);
        long start = System.nanoTime();
        Process producer = new ProcessBuilder(
                        Path.of("bin", "waybill").toString(),
                        "files",
                        "upload",
                        sample.root().toString(),
                        "--topic",
                        "small",
                        "--bootstrap-server",
                        lab.servers())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var receiver = Receiver.start(lab, "small", "memory", folder)) {
            receiver.await(1, LONGEST);
            String name = String.format(Locale.ROOT, "both restarted, %,d files known", known);
            results.add(Result.of(BENCH, name, "first new file in Girder", "s", since(start)));
        } finally {
            producer.destroyForcibly().waitFor();
        }
    }

    private static void remove(Sample sample) throws IOException {
        for (Path file : sample.files()) {
            Files.delete(file);
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
