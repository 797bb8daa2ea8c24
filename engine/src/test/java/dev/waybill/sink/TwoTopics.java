package dev.waybill.sink;

import static java.util.Objects.requireNonNull;

import dev.waybill.pipeline.TestTopic;
import dev.waybill.source.KafkaSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic to read from and one to write to, of a test's own. Used by one thread. */
final class TwoTopics implements AutoCloseable {
    static final int PARTITIONS = 3;

    final String in = "in-" + UUID.randomUUID();
    final String out = "out-" + UUID.randomUUID();
    private final String servers;
    private final Admin admin;

    TwoTopics(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
        create(in, Map.of());
    }

    TwoTopics withOut(Map<String, String> settings) {
        create(out, settings);
        return this;
    }

    private void create(String name, Map<String, String> settings) {
        var topic = new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()).configs(settings);
        TestTopic.create(admin, topic);
    }

    /** Raises the limit of the topic that is written to. */
    void allow(int bytes) {
        var larger = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
        get(admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, out),
                        List.of(new AlterConfigOp(larger, AlterConfigOp.OpType.SET))))
                .all());
    }

    KafkaSource source() {
        return KafkaSource.topic(in).group(in).servers(servers);
    }

    KafkaSinkBuilder sink() {
        return KafkaSink.topic(out).servers(servers);
    }

    void send(List<ProducerRecord<byte[], byte[]>> records) {
        var properties = Map.<String, Object>of("bootstrap.servers", servers, "linger.ms", 0);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<?>>();
            records.forEach(record -> sent.add(producer.send(record)));
            sent.forEach(TwoTopics::get);
        }
    }

    /** Everything in {@code topic}, each partition in its order. */
    List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var properties = Map.<String, Object>of("bootstrap.servers", servers, "fetch.max.wait.ms", 50);
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(p -> new TopicPartition(topic, p))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (!partitions.stream().allMatch(p -> consumer.position(p) >= requireNonNull(ends.get(p)))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    boolean isNothingCommitted() {
        return get(admin.listConsumerGroupOffsets(in).partitionsToOffsetAndMetadata()).values().stream()
                .allMatch(kept -> kept.offset() == 0);
    }

    static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO); // a question to a broker that was killed would be waited for
    }
}
