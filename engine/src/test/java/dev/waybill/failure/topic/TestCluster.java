package dev.waybill.failure.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.pipeline.TestTopic;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A Kafka cluster, a source topic of its own with four partitions, and its failure topic. Used by one thread. */
final class TestCluster implements AutoCloseable {
    static final int PARTITIONS = 4;
    static final String GROUP = "ledger";
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");

    final FailureTopic topic = new FailureTopic("t-" + UUID.randomUUID(), GROUP);
    final Map<String, Object> properties;
    private final Path claims;
    private final Admin admin;

    TestCluster(String servers, Path claims) throws IOException {
        this.claims = claims;
        this.properties = Map.of(
                "bootstrap.servers",
                servers,
                "request.timeout.ms",
                1_000,
                "delivery.timeout.ms",
                2_000,
                "max.block.ms",
                2_000,
                "default.api.timeout.ms",
                4_000);
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
        create(topic.source(), Map.of());
    }

    void create(String name, Map<String, String> settings) {
        var created = new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()).configs(settings);
        TestTopic.create(admin, created);
    }

    Map<String, String> settingsOf(String name, String... wanted) throws IOException {
        var resource = new org.apache.kafka.common.config.ConfigResource(
                org.apache.kafka.common.config.ConfigResource.Type.TOPIC, name);
        var config = KafkaAccess.await(admin.describeConfigs(List.of(resource)).all(), name)
                .get(resource);
        var settings = new java.util.TreeMap<String, String>();
        for (String setting : wanted) {
            settings.put(setting, requireNonNull(config).get(setting).value());
        }
        return settings;
    }

    int partitionsOf(String name) throws IOException {
        var topics = KafkaAccess.await(admin.describeTopics(List.of(name)).allTopicNames(), name);
        return requireNonNull(topics.get(name)).partitions().size();
    }

    TopicFailureStore store() throws IOException {
        return TopicFailureStore.connect(properties, topic, claims);
    }

    TopicFailureLog log() throws IOException {
        return TopicFailureLog.connect(properties, topic, claims);
    }

    /** Sends so many records with the values {@code n-<number>}. */
    void send(int count) throws IOException {
        try (var producer = new KafkaAccess(properties).producer(1 << 20)) {
            for (int i = 0; i < count; i++) {
                byte[] key = ("key-" + i % 10).getBytes(UTF_8);
                var unused = producer.send(new ProducerRecord<>(topic.source(), key, ("n-" + i).getBytes(UTF_8)));
            }
            producer.flush();
        }
    }

    /** Everything in a topic, as any consumer reads it. */
    List<ConsumerRecord<byte[], byte[]>> all(String name) throws IOException {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var walk = new TopicWalk(new KafkaAccess(properties).consumer(), name)) {
            for (var record = walk.next(); record.isPresent(); record = walk.next()) {
                records.add(record.get());
            }
        }
        return records;
    }

    Map<TopicPartition, Long> committed() throws IOException {
        var committed = new java.util.HashMap<TopicPartition, Long>();
        KafkaAccess.await(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata(), GROUP)
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic.source())) { // the group has read those of other tests
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    ParkedRecord parked(
            int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        var record = new KafkaRecord(topic.source(), partition, offset, 1_234, key, value, headers, 0);
        var failure = new Failure(FailureClass.POISON, "n: too small", null, new IllegalStateException("why"));
        return new ParkedRecord(record, failure, 3, AT, "sink");
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ZERO);
    }
}
