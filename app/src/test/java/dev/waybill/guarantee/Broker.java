package dev.waybill.guarantee;

import static java.util.stream.Collectors.joining;

import dev.waybill.local.LocalProcess;
import dev.waybill.topic.TopicCreation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real broker in a process of its own, shared by all tests of this JVM and ended with it; asked by Kafka's own clients.
 * Thread-safe.
 */
final class Broker {
    private static final Broker SHARED = start();

    private final String servers;
    private final Admin admin;

    private Broker(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    static Broker shared() {
        return SHARED;
    }

    private static Broker start() {
        try {
            return new Broker(LocalProcess.start("--only", "kafka").bootstrapServers());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String servers() {
        return servers;
    }

    void create(String topic, int partitions) {
        try {
            TopicCreation.create(admin, new NewTopic(topic, Optional.of(partitions), Optional.empty()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends all, and returns where each went, in the same order. */
    List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> properties = Map.of("bootstrap.servers", servers, "max.request.size", 10 << 20);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = records.stream().map(producer::send).toList();
            return sent.stream().map(Broker::get).toList();
        }
    }

    void deleteBefore(String topic, int partition, long offset) {
        var end = RecordsToDelete.beforeOffset(offset);
        get(admin.deleteRecords(Map.of(new TopicPartition(topic, partition), end))
                .all());
    }

    /** How many members of {@code group} have partitions to read; throws while there is no such group. */
    long readers(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .flatMap(described -> described.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    /** The committed offset of each partition of which one was committed. */
    Map<Integer, Long> committed(String group, String topic) {
        var committed = new TreeMap<Integer, Long>();
        var offsets = get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        offsets.forEach((partition, offset) -> {
            if (partition.topic().equals(topic)) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    /** The end of the log of each partition. */
    Map<Integer, Long> ends(String topic) {
        int partitions = get(admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (int p = 0; p < partitions; p++) {
            latest.put(new TopicPartition(topic, p), OffsetSpec.latest());
        }
        var ends = new TreeMap<Integer, Long>();
        get(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    /** The texts that a group committed beside its offsets, one after the other. */
    String metadata(String group) {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).values().stream()
                .map(OffsetAndMetadata::metadata)
                .collect(joining());
    }

    /** The names of all consumer groups. */
    List<String> groups() {
        return get(admin.listGroups().all()).stream().map(GroupListing::groupId).toList();
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
