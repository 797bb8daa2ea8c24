package dev.waybill.why;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single records of a log, for their key and time, outside any group. Used by one thread. */
final class HeadLookup {
    private static final int MOST = 50;
    private static final Duration ROUND = Duration.ofMillis(250);
    private static final int ROUNDS = 8;

    private final Map<String, Object> properties;
    private final Map<TopicPartition, Seen> seen = new HashMap<>();

    HeadLookup(Map<String, ?> kafka) {
        properties = new HashMap<>(kafka);
        List.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        ConsumerConfig.CLIENT_ID_CONFIG)
                .forEach(properties::remove);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * 1024);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    }

    /** What a record says about itself. */
    record Seen(long offset, Optional<String> key, Instant timestamp) {}

    /** The records at these offsets, as far as they are there; one that was found before is not read again. */
    Map<TopicPartition, Seen> find(Map<TopicPartition, Long> offsets) {
        var wanted = new HashMap<TopicPartition, Long>();
        offsets.entrySet().stream().limit(MOST).forEach(e -> wanted.put(e.getKey(), e.getValue()));
        seen.keySet().retainAll(wanted.keySet());
        seen.forEach((partition, known) -> wanted.remove(partition, known.offset()));
        if (wanted.isEmpty()) {
            return Map.copyOf(seen);
        }
        wanted.keySet().forEach(seen::remove);
        var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.assign(wanted.keySet());
            wanted.forEach(consumer::seek);
            for (int round = 0; round < ROUNDS && !wanted.isEmpty(); round++) {
                for (var record : consumer.poll(ROUND)) {
                    var partition = new TopicPartition(record.topic(), record.partition());
                    Long offset = wanted.remove(partition); // the first is the one, or there is none at that offset
                    if (offset != null && offset == record.offset()) {
                        seen.put(
                                partition,
                                new Seen(offset, KeyText.of(record.key()), Instant.ofEpochMilli(record.timestamp())));
                    }
                }
                consumer.assign(wanted.keySet());
            }
        } catch (KafkaException e) {
            return Map.copyOf(seen); // what is not known stays so
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
        return Map.copyOf(seen);
    }
}
