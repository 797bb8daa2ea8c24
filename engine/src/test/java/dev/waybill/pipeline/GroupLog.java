package dev.waybill.pipeline;

import static java.time.Duration.ofMillis;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMetadataValue;
import org.apache.kafka.coordinator.group.generated.GroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.GroupMetadataValue;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;

/**
 * What the broker itself wrote down about one group: every single commit, in order, and every generation. A poll of what
 * is committed could miss one that went back and was overtaken.
 */
public record GroupLog(List<Kept> commits, List<Integer> generations) {
    private static final TopicPartition LOG = new TopicPartition("__consumer_offsets", 0);

    /**
     * A commit that the broker has kept.
     *
     * @param millis when the broker did so, since the epoch
     */
    public record Kept(TopicPartition partition, long offset, String metadata, long millis) {}

    public static GroupLog read(String servers, String group) {
        var log = new GroupLog(new ArrayList<>(), new ArrayList<>());
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "exclude.internal.topics", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(LOG));
            consumer.seekToBeginning(List.of(LOG));
            long end = requireNonNull(consumer.endOffsets(List.of(LOG)).get(LOG));
            while (consumer.position(LOG) < end) {
                consumer.poll(ofMillis(200)).forEach(record -> log.add(record, group));
            }
        }
        return log;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, String group) {
        if (record.value() == null) {
            return;
        }
        var key = ByteBuffer.wrap(record.key());
        var value = ByteBuffer.wrap(record.value());
        short type = key.getShort();
        short version = value.getShort();
        var keyBytes = new ByteBufferAccessor(key);
        var bytes = new ByteBufferAccessor(value);
        if (type <= 1) {
            var of = new OffsetCommitKey(keyBytes, (short) 0);
            if (of.group().equals(group)) {
                var kept = new OffsetCommitValue(bytes, version);
                var partition = new TopicPartition(of.topic(), of.partition());
                commits.add(new Kept(partition, kept.offset(), kept.metadata(), kept.commitTimestamp()));
            }
        } else if (type == 2
                && new GroupMetadataKey(keyBytes, (short) 0).group().equals(group)) {
            generations.add(new GroupMetadataValue(bytes, version).generation());
        } else if (type == 3
                && new ConsumerGroupMetadataKey(keyBytes, (short) 0).groupId().equals(group)) {
            generations.add(new ConsumerGroupMetadataValue(bytes, version).epoch());
        }
    }

    int generation() {
        return generations.stream().mapToInt(i -> i).max().orElse(-1);
    }
}
