package dev.waybill.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.delivery.DeliveryReport;
import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.failure.FailureClass;
import dev.waybill.local.LocalProcess;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.pipeline.SharedBroker;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryFailures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From one topic of a real broker to another. */
final class KafkaSinkIT {
    private final MemoryFailures failures = new MemoryFailures();

    private PipelineBuilder<KafkaRecord> pipeline(TwoTopics topics) {
        return Pipeline.from(topics.source())
                .ordered(Ordering.key())
                .parkingIn(failures)
                .exitAtEnd();
    }

    @Test
    void whatPassesIsIdenticalAndNamesItsSource() {
        try (var topics = new TwoTopics(SharedBroker.servers()).withOut(Map.of());
                var sink = topics.sink().passing()) {
            topics.send(oddRecords(topics.in, 2_000));

            var report = pipeline(topics).to(sink).run();

            assertThat(report.stats().delivered()).isEqualTo(2_000);
            var read = bySource(topics.all(topics.in), record -> at(record));
            var written = bySource(topics.all(topics.out), KafkaSinkIT::source);
            assertThat(written.keySet()).isEqualTo(read.keySet());
            read.forEach((position, before) -> {
                var after = requireNonNull(written.get(position));
                assertThat(after.key()).isEqualTo(before.key());
                assertThat(after.value()).isEqualTo(before.value());
                assertThat(after.timestamp()).isEqualTo(before.timestamp());
                assertThat(headers(after)).isEqualTo(headers(before));
            });
        }
    }

    /** Records of 50 keys and of none, with and without a value, with headers that occur twice and some that are empty. */
    private static List<ProducerRecord<byte[], byte[]>> oddRecords(String topic, int count) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < count; i++) {
            byte[] key = i % 10 == 0 ? null : ("key" + i % 50).getBytes(UTF_8);
            byte[] value = i % 7 == 0 ? null : new byte[] {(byte) 0xff, 0, (byte) i, (byte) (i >> 8)};
            var record = new ProducerRecord<>(topic, i % TwoTopics.PARTITIONS, 1_700_000_000_000L + i, key, value);
            for (int header = 0; header < i % 4; header++) {
                record.headers().add("h" + header / 2, header == 2 ? null : new byte[] {(byte) header, (byte) 0x80});
            }
            records.add(record);
        }
        return records;
    }

    @Test
    void orderPerKeyIsKept() {
        try (var topics = new TwoTopics(SharedBroker.servers()).withOut(Map.of());
                var sink = topics.sink().passing()) {
            topics.send(numbered(topics.in, 3_000, 40));

            pipeline(topics).to(sink).run();

            assertThat(numbersByKey(topics.all(topics.out)))
                    .hasSize(40)
                    .allSatisfy(
                            (key, numbers) -> assertThat(numbers).hasSize(75).isSorted());
        }
    }

    private static Map<String, List<Integer>> numbersByKey(List<ConsumerRecord<byte[], byte[]>> records) {
        var byKey = new HashMap<String, List<Integer>>();
        for (var record : records) {
            byKey.computeIfAbsent(new String(record.key(), UTF_8), k -> new ArrayList<>())
                    .add(Integer.valueOf(new String(record.value(), UTF_8)));
        }
        return byKey;
    }

    private static List<ProducerRecord<byte[], byte[]>> numbered(String topic, int count, int keys) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < count; i++) {
            byte[] key = ("key" + i % keys).getBytes(UTF_8);
            records.add(new ProducerRecord<>(topic, key, String.valueOf(i).getBytes(UTF_8)));
        }
        return records;
    }

    /** Limits of the client and of the topic; the last one is smaller than what the client gathers of small records. */
    @ParameterizedTest
    @CsvSource({"1000000, 5000000", "5000000, 1000000", "5000000, 10000"})
    void aRecordThatIsTooLargeIsParkedAtOnceAndTheOthersArrive(int clientTakes, int topicTakes) {
        Function<KafkaRecord, byte[]> widened =
                record -> record.offset() == 5 ? new byte[1_200_000] : requireNonNull(record.value());
        try (var topics = new TwoTopics(SharedBroker.servers())
                        .withOut(Map.of("max.message.bytes", Integer.toString(topicTakes)));
                var sink = topics.sink()
                        .property("max.request.size", clientTakes)
                        .<KafkaRecord>sending(KafkaRecord::key, widened)) {
            topics.send(numbered(topics.in, 3_000, 100));
            int large = (int) topics.all(topics.in).stream()
                    .filter(record -> record.offset() == 5)
                    .count();
            long began = System.nanoTime();

            var report = pipeline(topics).to(sink).run();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ofSeconds(10));
            assertThat(report.stats().delivered()).isEqualTo(3_000 - large);
            assertThat(failures.parked()).hasSize(large).allSatisfy(parked -> {
                assertThat(parked.record().offset()).isEqualTo(5);
                assertThat(parked.attempts()).isEqualTo(1);
                assertThat(parked.failure().failureClass()).isEqualTo(FailureClass.POISON);
                assertThat(parked.failure().reason()).contains(topics.out).contains("the record is not taken");
            });
        }
    }

    @Test
    void aLimitThatIsRaisedCountsForASinkThatIsOpen() {
        try (var topics = new TwoTopics(SharedBroker.servers()).withOut(Map.of("max.message.bytes", "10000"))) {
            var time = new ManualTime();
            var limit = TopicLimit.ask(topics.out, Map.of("bootstrap.servers", SharedBroker.servers()), time);
            var record = new ProducerRecord<>(topics.out, new byte[1], new byte[20_000]);
            var before = limit.refuses(record);

            topics.allow(30_000);
            time.advance(ofSeconds(11));

            assertThat(before).hasValueSatisfying(why -> assertThat(why).contains("20071", "10000"));
            await().atMost(ofMinutes(2)).until(() -> {
                time.advance(ofSeconds(11)); // a broker hears of a new setting a little later
                return limit.refuses(record).isEmpty();
            });
        }
    }

    @Test
    void aTopicThatIsMissingEndsTheRunAndSaysSo() {
        try (var topics = new TwoTopics(SharedBroker.servers());
                var sink = topics.sink().passing()) {
            topics.send(numbered(topics.in, 50, 50));

            var report = pipeline(topics).to(sink).run();

            assertThat(report.stoppedBy()).hasValueSatisfying(failure -> {
                assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
                assertThat(failure.reason()).contains(topics.out).contains("create it");
            });
            assertThat(failures.parked()).isEmpty();
            assertThat(topics.isNothingCommitted()).isTrue();
        }
    }

    @Test
    void aBrokerThatIsAwayForAWhileCostsNothing(@TempDir Path data) throws Exception {
        var first = LocalProcess.start("--only", "kafka", "--data-dir", data.toString());
        String port = "kafka=" + first.port("kafka");
        try (var topics = new TwoTopics(first.bootstrapServers()).withOut(Map.of());
                var sink = topics.sink()
                        .properties(
                                Map.of("delivery.timeout.ms", 1_500, "request.timeout.ms", 1_000, "max.block.ms", 500))
                        .passing()) {
            topics.send(numbered(topics.in, 6_000, 50));
            var pipeline = pipeline(topics)
                    .within(Limits.DEFAULT.withInFlight(20).withBuffered(3_000))
                    .rateLimit(2_000)
                    .to(sink);
            var run = CompletableFuture.supplyAsync(pipeline::run);
            await().atMost(ofMinutes(2)).until(() -> pipeline.stats().delivered() > 500);

            first.kill();
            await().atMost(ofMinutes(2)).until(() -> pipeline.stats().failedAttempts() > 20);
            try (var second = LocalProcess.start("--only", "kafka", "--data-dir", data.toString(), "--port", port)) {
                assertThat(second.handle().isAlive()).isTrue();
                DeliveryReport report = run.get(120, SECONDS);

                assertThat(report.stats().delivered()).isEqualTo(6_000);
                assertThat(report.stoppedBy()).isEmpty();
                assertThat(failures.parked()).isEmpty();
                var sources =
                        topics.all(topics.out).stream().map(KafkaSinkIT::source).collect(toSet());
                assertThat(sources).hasSize(6_000);
            }
        } finally {
            first.close();
        }
    }

    private static Map<String, ConsumerRecord<byte[], byte[]>> bySource(
            List<ConsumerRecord<byte[], byte[]>> records, Function<ConsumerRecord<byte[], byte[]>, String> source) {
        return records.stream().collect(toMap(source, record -> record)); // throws where a source occurs twice
    }

    private static String at(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static String source(ConsumerRecord<byte[], byte[]> record) {
        Header header = requireNonNull(record.headers().lastHeader(Outgoing.SOURCE_HEADER));
        return new String(header.value(), UTF_8);
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        return Arrays.stream(record.headers().toArray())
                .filter(header -> !header.key().equals(Outgoing.SOURCE_HEADER))
                .map(header -> header.key() + "=" + Arrays.toString(header.value()))
                .toList();
    }
}
