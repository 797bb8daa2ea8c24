package dev.waybill.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic that is deleted, cut, grown and created again, read by a group of its name. Used by one thread. */
final class OddTopic implements AutoCloseable {
    final String name = "odd-" + UUID.randomUUID();
    private final Map<String, Object> connection;
    private final Admin admin;

    /** With no partitions, it does not exist yet. */
    OddTopic(String servers, int partitions) {
        connection = Map.of("bootstrap.servers", servers);
        admin = Admin.create(connection);
        // Under the consumer protocol a member hears of a change with its next heartbeat.
        var often = new ConfigEntry("consumer.heartbeat.interval.ms", "300");
        TestTopic.get(admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, name),
                        List.of(new AlterConfigOp(often, AlterConfigOp.OpType.SET))))
                .all());
        if (partitions > 0) {
            create(partitions);
        }
    }

    void create(int partitions) {
        TestTopic.create(admin, new NewTopic(name, Optional.of(partitions), Optional.empty()));
    }

    void grow(int partitions) {
        TestTopic.get(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
                .all());
    }

    void recreate() {
        TestTopic.get(admin.deleteTopics(List.of(name)).all());
        create(1);
    }

    void deleteBefore(int partition, long offset) {
        TestTopic.get(
                admin.deleteRecords(Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)))
                        .all());
    }

    void send(int partition, int count) {
        var times = new Instant[count];
        Arrays.fill(times, Instant.now());
        sendAt(partition, times);
    }

    void sendAt(int partition, Instant... times) {
        var small = new HashMap<>(connection);
        small.put("batch.size", 1); // a batch is the least that a consumer can fetch
        var sent = new ArrayList<Future<RecordMetadata>>();
        try (var producer = new KafkaProducer<>(small, new StringSerializer(), new StringSerializer())) {
            for (Instant time : times) {
                sent.add(producer.send(new ProducerRecord<>(name, partition, time.toEpochMilli(), "key", "value")));
            }
        }
        sent.forEach(TestTopic::get);
    }

    /** What the group has committed, or -1. */
    long committed(int partition) {
        var all = TestTopic.get(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata());
        var offset = all.get(new TopicPartition(name, partition));
        return offset == null ? -1 : requireNonNull(offset).offset();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
