package dev.waybill.pipeline;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.failure.FailureStore;
import dev.waybill.local.LocalProcess;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipelines over a real broker: what arrives, in which order, and what is committed meanwhile. */
final class PipelineIT {
    private static final long SEED = 20_261_121;
    private static final int KEYS = 50;
    private static final FailureStore NOTHING_IS_PARKED = records -> {
        throw new AssertionError("parked: " + records);
    };

    static Stream<Arguments> orderings() {
        Function<KafkaRecord, String> none = record -> record.position().toString();
        Function<KafkaRecord, String> partition = record -> "partition " + record.partition();
        return Stream.of(
                Arguments.of("none", Ordering.none(), none, 20_000),
                Arguments.of("key", Ordering.key(), (Function<KafkaRecord, String>) KafkaRecord::keyText, 20_000),
                Arguments.of("partition", Ordering.partition(), partition, 2_000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orderings")
    void whateverOrderIsAskedForIsKept(
            String name, Ordering ordering, Function<KafkaRecord, String> lane, int records) {
        var history = new History();
        try (var topic = new TestTopic(SharedBroker.servers());
                var sink = new SlowSink(history, lane, 3_000, SEED)) {
            remember(topic.send(records, KEYS), lane, history);
            topic.watch(history);

            var report = pipeline(topic, ordering).exitAtEnd().to(sink).run();

            assertThat(report.stats().delivered()).isEqualTo(records);
            assertThat(history.pending()).isEmpty();
            assertThat(history.violations()).as("seed %d", SEED).isEmpty();
            assertThat(history.repeats()).isZero();
            assertThat(topic.hasNoLag()).isTrue();
        }
    }

    @Test
    void abortedTransactionsLeaveNoLag() throws Exception {
        var history = new History();
        var random = new Random(SEED);
        try (var topic = new TestTopic(SharedBroker.servers());
                var sink = new SlowSink(history, KafkaRecord::keyText, 3_000, SEED);
                var producer = topic.producer(Map.of("transactional.id", topic.name));
                var running =
                        RunningPipeline.start(pipeline(topic, Ordering.key()).to(sink))) {
            producer.initTransactions();
            int toArrive = 0;
            for (int n = 0; n < 60; n++) {
                boolean isKept = n < 50 && random.nextBoolean(); // the last ones are all aborted
                producer.beginTransaction();
                for (int i = 0; i < 20; i++) {
                    var unused = producer.send(
                            new ProducerRecord<>(topic.name, TestTopic.key(random.nextInt(KEYS), KEYS), "v"));
                }
                producer.flush();
                toArrive += isKept ? 20 : 0;
                if (isKept) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }

            await().atMost(ofMinutes(2)).until(topic::hasNoLag);
            assertThat(running.stop().stats().delivered()).isEqualTo(toArrive);
            assertThat(history.arrivals()).isEqualTo(toArrive);
        }
    }

    @Test
    void aTopicOfAbortedTransactionsAloneLeavesNoLag() throws Exception {
        var history = new History();
        try (var topic = new TestTopic(SharedBroker.servers());
                var sink = new SlowSink(history, KafkaRecord::keyText, 3_000, SEED);
                var producer = topic.producer(Map.of("transactional.id", topic.name))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 20; i++) {
                var unused = producer.send(new ProducerRecord<>(topic.name, TestTopic.key(i, KEYS), "v"));
            }
            producer.flush();
            producer.abortTransaction();

            try (var running =
                    RunningPipeline.start(pipeline(topic, Ordering.key()).to(sink))) {
                await().atMost(ofMinutes(2)).until(topic::hasNoLag);
                assertThat(running.stop().stats().read()).isZero();
            }
        }
    }

    @Test
    void membersThatComeAndGoLoseNothing() throws Exception {
        int records = 12_000;
        var history = new History();
        try (var topic = new TestTopic(SharedBroker.servers());
                var sink = new SlowSink(history, KafkaRecord::keyText, 20_000, SEED)) {
            remember(topic.send(records, KEYS), KafkaRecord::keyText, history);
            topic.watch(history);

            try (var staying = RunningPipeline.start(narrow(topic).to(sink))) {
                for (int coming = 1; coming <= 3; coming++) {
                    int after = records * coming / 5;
                    await().atMost(ofMinutes(2)).until(() -> history.arrivals() >= after);
                    var second = narrow(topic).to(sink);
                    try (var guest = RunningPipeline.start(second)) {
                        await().atMost(ofMinutes(2))
                                .until(() -> second.stats().delivered() > 100 || history.arrivals() == records);
                        guest.stop();
                    }
                }
                await().atMost(ofMinutes(2)).until(() -> history.arrivals() == records && topic.hasNoLag());
                staying.stop();
            }

            assertThat(history.pending()).isEmpty();
            assertThat(history.violations()).as("seed %d", SEED).isEmpty();
        }
    }

    @Test
    void aBrokerThatIsKilledAndComesBackCostsNothing(@TempDir Path data) throws Exception {
        int records = 6_000;
        var history = new History();
        var first = LocalProcess.start("--only", "kafka", "--data-dir", data.toString());
        String port = "kafka=" + first.port("kafka");
        try (var topic = new TestTopic(first.bootstrapServers());
                var sink = new SlowSink(history, KafkaRecord::keyText, 20_000, SEED)) {
            remember(topic.send(records, KEYS), KafkaRecord::keyText, history);
            topic.watch(history);

            try (var running = RunningPipeline.start(narrow(topic).to(sink))) {
                await().atMost(ofMinutes(2)).until(() -> history.arrivals() >= records / 3);
                first.kill();
                try (var second =
                        LocalProcess.start("--only", "kafka", "--data-dir", data.toString(), "--port", port)) {
                    assertThat(second.handle().isAlive()).isTrue();
                    assertThat(history.arrivals()).isLessThan(records);
                    await().atMost(ofMinutes(2)).until(() -> history.arrivals() == records && topic.hasNoLag());
                    assertThat(running.isRunning()).isTrue();
                    running.stop();
                }
            }

            assertThat(history.pending()).isEmpty();
            assertThat(history.violations()).as("seed %d", SEED).isEmpty();
        } finally {
            first.close();
        }
    }

    private static PipelineBuilder<KafkaRecord> pipeline(TestTopic topic, Ordering ordering) {
        return Pipeline.from(topic.source()).ordered(ordering).parkingIn(NOTHING_IS_PARKED);
    }

    /** Reads and holds little at a time, so that there is still something to do when a disturbance comes. */
    private static PipelineBuilder<KafkaRecord> narrow(TestTopic topic) {
        return Pipeline.from(topic.source().property("max.partition.fetch.bytes", 4_096))
                .ordered(Ordering.key())
                .parkingIn(NOTHING_IS_PARKED)
                .within(Limits.DEFAULT.withInFlight(20).withBuffered(100));
    }

    private static void remember(List<RecordMetadata> sent, Function<KafkaRecord, String> lane, History history) {
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata at = sent.get(i);
            byte[] key = TestTopic.key(i, KEYS).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var record = KafkaRecord.of(at.topic(), at.partition(), at.offset(), key, null);
            history.produced(lane.apply(record), new Position(at.topic(), at.partition(), at.offset()));
        }
    }
}
