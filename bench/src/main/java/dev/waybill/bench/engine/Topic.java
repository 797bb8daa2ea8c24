package dev.waybill.bench.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.topic.TopicCreation;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic to measure on. Keys are numbers below {@code keys}.
 *
 * @param hotPercent how many records in a hundred carry key 0 beyond its share
 */
record Topic(String name, int partitions, long records, int keys, int valueBytes, int hotPercent) {
    static final int PARTITIONS = 6;
    private static final int KEYS = 1_000;

    /** So many that records in flight rarely share one: order costs nobody concurrency. */
    static final int DISTINCT_KEYS = 1_000_000;

    static Topic of(String name, long records, int valueBytes) {
        return new Topic(name, PARTITIONS, records, KEYS, valueBytes, 0);
    }

    Topic inOnePartition() {
        return new Topic(name, 1, records, keys, valueBytes, hotPercent);
    }

    Topic withDistinctKeys() {
        return new Topic(name, partitions, records, DISTINCT_KEYS, valueBytes, hotPercent);
    }

    Topic withHotKey(int percent) {
        return new Topic(name, partitions, records, keys, valueBytes, percent);
    }

    void fill(String servers) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            TopicCreation.create(admin, new NewTopic(name, partitions, (short) 1));
        }
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                servers,
                "delivery.timeout.ms",
                600_000,
                "request.timeout.ms",
                300_000,
                "linger.ms",
                20,
                "batch.size",
                200_000,
                "buffer.memory",
                128L << 20);
        var random = new Random(1);
        byte[] value = new byte[valueBytes];
        random.nextBytes(value);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                int number = random.nextInt(100) < hotPercent ? 0 : random.nextInt(keys);
                byte[] key = Integer.toString(number).getBytes(US_ASCII);
                Future<?> sent = producer.send(new ProducerRecord<>(name, key, value));
                if (i % 100_000 == 0) {
                    sent.get();
                }
            }
        }
    }
}
