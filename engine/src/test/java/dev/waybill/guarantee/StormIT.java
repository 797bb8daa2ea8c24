package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.FewRepeats.Resume;
import dev.waybill.local.LocalProcess;
import dev.waybill.pipeline.TestTopic;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import dev.waybill.retry.BreakerPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real broker and real processes, to which everything happens: kill -9 of workers and of the broker, stopped processes
 * that come back, members that come and go, outages of the sink, poison. {@code -Dwaybill.seed=N} chooses what happens,
 * {@code -Dwaybill.storm=SECONDS} how long.
 */
final class StormIT {
    private static final long SEED = Long.getLong("waybill.seed", 20_261_121);
    private static final Duration STORM = ofSeconds(Integer.getInteger("waybill.storm", 40));
    private static final Duration GRACE = ofSeconds(1);
    private static final int KEYS = 40;

    private final Random random = new Random(SEED);
    private final History outside = new History(System::nanoTime);
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Map<String, Integer> happened = new HashMap<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void noRuleIsBroken() throws Exception {
        Path data = folder.resolve("broker");
        var broker = LocalProcess.start("--only", "kafka", "--data-dir", data.toString());
        String port = "kafka=" + broker.port("kafka");
        var threads = Executors.newScheduledThreadPool(2);
        try (var topic = new TestTopic(broker.bootstrapServers());
                var producer = topic.producer(Map.of());
                var workers = new Workers(broker.bootstrapServers(), topic.name, folder, outside)) {
            var sending =
                    threads.scheduleWithFixedDelay(() -> send(producer, topic.name), 0, 10, TimeUnit.MILLISECONDS);
            watchCommits(topic, threads);
            workers.start();
            workers.start();

            long end = System.nanoTime() + STORM.toNanos();
            while (System.nanoTime() < end) {
                pause(500 + random.nextInt(1_500));
                if (random.nextInt(10) == 0) {
                    count("broker killed");
                    broker.kill();
                    broker = LocalProcess.start("--only", "kafka", "--data-dir", data.toString(), "--port", port);
                } else {
                    disturb(workers);
                }
            }
            sending.cancel(false);
            producer.flush();
            Files.deleteIfExists(folder.resolve(StormSink.OUTAGE));
            await().atMost(ofSeconds(90)).pollInterval(ofMillis(200)).until(topic::hasNoLag);
            workers.leaveAll();
            threads.shutdownNow();
            threads.awaitTermination(10, TimeUnit.SECONDS);

            judge(topic, broker.bootstrapServers());
        } finally {
            threads.shutdownNow();
            broker.close();
        }
    }

    private void send(KafkaProducer<String, String> producer, String topic) {
        int number = acknowledged.get();
        String value = number % 100 == 50 ? StormSink.POISON + " " + number : "record " + number;
        var unused = producer.send(new ProducerRecord<>(topic, "key" + number % KEYS, value), (metadata, problem) -> {
            if (problem != null) {
                outside.add(Kind.REFUSED, "producer", null, problem.toString());
            }
        });
        acknowledged.incrementAndGet();
    }

    private void disturb(Workers workers) throws Exception {
        String worker = workers.any(random);
        int dice = random.nextInt(10);
        if (dice < 3) {
            count("worker killed");
            workers.kill(worker);
            workers.start();
        } else if (dice < 5) {
            count("worker stopped for a while");
            workers.signal(worker, "STOP");
            pause(500 + random.nextInt(4_500));
            workers.signal(worker, "CONT");
        } else if (dice < 7 && workers.size() < 3) {
            count("worker joined");
            workers.start();
        } else if (dice < 8 && workers.size() > 1) {
            count("worker left");
            workers.leave(worker);
        } else {
            count("outage");
            Files.writeString(folder.resolve(StormSink.OUTAGE), "");
            pause(500 + random.nextInt(3_000));
            Files.deleteIfExists(folder.resolve(StormSink.OUTAGE));
        }
    }

    private void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    private static void pause(int millis) {
        long end = System.nanoTime() + ofMillis(millis).toNanos();
        await().pollInterval(ofMillis(10)).atMost(ofMillis(millis + 10_000L)).until(() -> System.nanoTime() >= end);
    }

    private void watchCommits(TestTopic topic, ScheduledExecutorService threads) {
        Map<TopicPartition, Long> last = new ConcurrentHashMap<>();
        var unused = threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        topic.committed().forEach((p, offset) -> {
                            if (!offset.equals(last.put(p, offset))) {
                                outside.add(Kind.COMMIT_KEPT, "", new Position(p.topic(), p.partition(), offset), "");
                            }
                        });
                    } catch (IllegalStateException e) {
                        // the broker is away: the next look sees what it kept
                    }
                },
                0,
                25,
                TimeUnit.MILLISECONDS);
    }

    private void judge(TestTopic topic, String servers) throws Exception {
        var produced = produced(topic, servers);
        topic.committed()
                .forEach((p, offset) ->
                        outside.add(Kind.COMMIT_KEPT, "", new Position(p.topic(), p.partition(), offset), ""));
        topic.ends()
                .forEach((p, end) -> outside.add(Kind.LOG_ENDS, "", new Position(p.topic(), p.partition(), end), ""));
        var history = History.of(
                Stream.of(produced, FileWitness.read(folder), outside.events()).flatMap(List::stream));
        long repeats = history.count(Kind.ARRIVED) + history.count(Kind.PARKED) - produced.size();
        System.out.printf(
                "StormIT: %s; %d records, %d parked, %d deliveries repeated, %d commits seen (seed %d)%n",
                happened, produced.size(), history.count(Kind.PARKED), repeats, history.count(Kind.COMMIT_KEPT), SEED);

        assertThat(produced).hasSize(acknowledged.get());
        assertThat(history.count(Kind.ARRIVED)).isPositive();
        var rules = List.of(
                new NoLoss(),
                new CommitStaysBehind(),
                new CommitsCatchUp(),
                new FewRepeats(Resume.OFFSET, 0),
                KeyOrder.byKey().withoutPeriods(),
                new CommitsRise(),
                new ParkedIntact(),
                new ParkedForCause(StormWorker.RETRY, BreakerPolicy.DEFAULT, GRACE),
                new NoVisibleDuplicate());
        assertThat(Rule.judge(history, rules))
                .as("again with -Dwaybill.seed=%d", SEED)
                .isEmpty();
    }

    /** What is in the log, in the end. */
    private static List<Event> produced(TestTopic topic, String servers) {
        var events = new ArrayList<Event>();
        var ends = topic.ends();
        Map<String, Object> properties = Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                for (var from : consumer.poll(ofMillis(200))) {
                    var record = new KafkaRecord(
                            from.topic(),
                            from.partition(),
                            from.offset(),
                            0,
                            from.key(),
                            from.value(),
                            List.<Header>of(),
                            0);
                    events.add(new Event(Long.MIN_VALUE, Kind.PRODUCED, "", record.position(), Event.content(record)));
                }
            }
        }
        return events;
    }
}
