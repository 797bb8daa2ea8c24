package dev.waybill.files.moving;

import static java.time.Duration.ofSeconds;

import dev.waybill.files.staging.Stretch;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads with a consumer of its own, which belongs to no group and commits nothing. Thread-safe: each call has another. */
public final class KafkaStretchReader implements StretchReader, LogBounds {
    private static final Logger log = LoggerFactory.getLogger(KafkaStretchReader.class);
    private static final List<String> OF_THE_GROUP = List.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);

    private final Map<String, Object> properties;

    /** @param properties of the consumer whose partitions these are */
    public KafkaStretchReader(Map<String, ?> properties) {
        this.properties = new HashMap<>(properties);
        OF_THE_GROUP.forEach(this.properties::remove);
        this.properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    }

    @Override
    public void read(TopicPartition partition, Stretch stretch, Consumer<KafkaRecord> shown) {
        try (var consumer = consumer()) {
            var one = List.of(partition);
            consumer.assign(one);
            long begin = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
            long end = Math.min(stretch.high() + 1, consumer.endOffsets(one).getOrDefault(partition, 0L));
            if (begin > stretch.low()) {
                log.atWarn()
                        .addKeyValue("partition", partition)
                        .addKeyValue("from", stretch.low())
                        .addKeyValue("to", begin)
                        .log("the topic has deleted chunks of files that are not complete; send those files anew");
            }
            consumer.seek(partition, Math.max(begin, stretch.low()));
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(ofSeconds(1))) {
                    if (record.offset() <= stretch.high()) {
                        shown.accept(asItIs(record));
                    }
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static KafkaRecord asItIs(ConsumerRecord<byte[], byte[]> record) {
        var headers = new ArrayList<Header>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new KafkaRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                List.copyOf(headers),
                0);
    }

    @Override
    public Map<TopicPartition, Bounds> bounds(Collection<TopicPartition> partitions) {
        try (var consumer = consumer()) {
            var begins = consumer.beginningOffsets(partitions);
            var ends = consumer.endOffsets(partitions);
            var bounds = new HashMap<TopicPartition, Bounds>();
            for (var partition : partitions) {
                bounds.put(
                        partition,
                        new Bounds(begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, Long.MAX_VALUE)));
            }
            return bounds;
        }
    }
}
