package dev.waybill.bench;

import static java.time.Duration.ofMillis;

import dev.waybill.delivery.Ordering;
import dev.waybill.local.LocalProcess;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.source.KafkaSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How fast records go through the engine to a sink that does nothing, against a bare consumer loop on the same topic in
 * the same run, round by round.
 */
final class EngineBenchmark {
    private static final String TOPIC = "noop";
    private static final int PARTITIONS = 6;
    private static final int KEYS = 1_000;
    private static final int VALUE_BYTES = 100;

    private final String servers;
    private final long records;
    private int groups;

    private EngineBenchmark(String servers, long records) {
        this.servers = servers;
        this.records = records;
    }

    static List<Result> measure(boolean quick) throws Exception {
        try (var stack = LocalProcess.start("--only", "kafka")) {
            String servers = stack.bootstrapServers();
            long records = quick ? 1_000_000 : 4_000_000;
            new Topic(servers, TOPIC).fill(PARTITIONS, records, KEYS, VALUE_BYTES);
            return new EngineBenchmark(servers, records).rounds(quick ? 3 : 5);
        }
    }

    private List<Result> rounds(int rounds) throws InterruptedException {
        var pairs = new LinkedHashMap<String, List<Pair>>();
        for (int round = -1; round < rounds; round++) {
            double raw = rawLoop();
            for (var ordering : List.of(Ordering.none(), Ordering.key())) {
                String name = ordering.equals(Ordering.none()) ? "no-op, no order" : "no-op, key order";
                var pair = new Pair(engine(ordering), raw);
                if (round >= 0) { // the one before warms up
                    pairs.computeIfAbsent(name, n -> new ArrayList<>()).add(pair);
                }
            }
        }
        var results = new ArrayList<Result>();
        pairs.forEach((name, measured) -> {
            measured.sort(Comparator.comparingDouble(Pair::ratio));
            Pair median = measured.get(measured.size() / 2);
            results.add(Result.of("engine", name, "throughput", "records/s", median.ours)
                    .against("raw loop", median.raw));
        });
        return results;
    }

    /** One round. Shown is the round whose ratio is the median. */
    private record Pair(double ours, double raw) {
        double ratio() {
            return ours / raw;
        }
    }

    private double rawLoop() {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", servers,
                "group.id", "raw-" + groups++,
                "enable.auto.commit", false,
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            long start = 0;
            long count = 0;
            long lastCommit = System.nanoTime();
            while (count < records) {
                var polled = consumer.poll(ofMillis(100));
                if (count == 0 && !polled.isEmpty()) {
                    start = System.nanoTime();
                }
                for (var record : polled) {
                    count += record.offset() >= 0 ? 1 : 0;
                }
                if (System.nanoTime() - lastCommit > 250_000_000) {
                    consumer.commitAsync();
                    lastCommit = System.nanoTime();
                }
            }
            return perSecond(System.nanoTime() - start);
        }
    }

    private double engine(Ordering ordering) throws InterruptedException {
        var source = KafkaSource.topic(TOPIC).group("engine-" + groups++).servers(servers);
        try (var pipeline =
                Pipeline.from(source).named("bench").ordered(ordering).toEach(record -> {})) {
            var runner = new Thread(pipeline::run, "loop-bench");
            runner.start();
            long start = 0;
            while (pipeline.stats().delivered() < records) {
                if (start == 0 && pipeline.stats().read() > 0) {
                    start = System.nanoTime();
                }
                LockSupport.parkNanos(500_000);
            }
            long nanos = System.nanoTime() - start;
            pipeline.stop();
            runner.join();
            return perSecond(nanos);
        }
    }

    private double perSecond(long nanos) {
        return records * 1e9 / nanos;
    }
}
