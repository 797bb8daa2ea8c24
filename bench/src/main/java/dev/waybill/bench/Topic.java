package dev.waybill.bench;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic to measure on. */
record Topic(String servers, String name) {
    void fill(int partitions, long records, int keys, int valueBytes) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", servers, "delivery.timeout.ms", 600_000, "request.timeout.ms", 300_000, "linger.ms", 20, "batch.size", 200_000, "buffer.memory", 128L << 20);
        var random = new Random(1);
        byte[] value = new byte[valueBytes];
        random.nextBytes(value);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                byte[] key = Integer.toString(random.nextInt(keys)).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                Future<?> sent = producer.send(new ProducerRecord<>(name, key, value));
                if (i % 100_000 == 0) {
                    sent.get();
                }
            }
        }
    }
}
