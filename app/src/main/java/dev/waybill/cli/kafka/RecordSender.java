package dev.waybill.cli.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.waybill.record.KafkaRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends single records and waits for each until the broker has confirmed it. Not thread-safe. */
public final class RecordSender implements AutoCloseable {
    private static final int LARGEST_REQUEST = 10 << 20;

    private final String servers;
    private final KafkaProducer<byte[], byte[]> producer;

    private RecordSender(String servers, KafkaProducer<byte[], byte[]> producer) {
        this.servers = servers;
        this.producer = producer;
    }

    /** Connects with the client properties of the settings. */
    public static RecordSender connect(Map<String, String> kafka) {
        String servers = kafka.getOrDefault("bootstrap.servers", "");
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.putIfAbsent("max.request.size", LARGEST_REQUEST);
        properties.put("acks", "all");
        properties.put("linger.ms", "0");
        properties.put("max.block.ms", "9000");
        properties.put("request.timeout.ms", "3000");
        properties.put("delivery.timeout.ms", "9000");
        try {
            return new RecordSender(
                    servers, new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw KafkaErrors.explain(e, servers, "cannot connect");
        }
    }

    /** Returns when the record has arrived. */
    public SentRecord send(String topic, String key, byte[] value) {
        return send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value), key);
    }

    /** The same, whatever the record is. */
    public SentRecord send(String topic, String name, byte @Nullable [] key, byte @Nullable [] value) {
        return send(new ProducerRecord<>(topic, key, value), name);
    }

    /** Sends a parked record once more, with its count of replays as a header. Returns when it has arrived. */
    public SentRecord resend(String topic, KafkaRecord parked) {
        var record = new ProducerRecord<>(topic, parked.key(), parked.value());
        for (var header : parked.headers()) {
            if (!header.name().equals(KafkaRecord.ATTEMPT_HEADER)) {
                record.headers().add(header.name(), header.value());
            }
        }
        byte[] attempt = Integer.toString(parked.attempt()).getBytes(UTF_8);
        record.headers().add(KafkaRecord.ATTEMPT_HEADER, attempt);
        return send(record, parked.keyText());
    }

    private SentRecord send(ProducerRecord<byte[], byte[]> record, String key) {
        try {
            var stored = producer.send(record).get();
            return new SentRecord(stored.topic(), stored.partition(), stored.offset(), key);
        } catch (ExecutionException | KafkaException e) {
            throw KafkaErrors.explain(e, servers, "the record \"" + key + "\" was not confirmed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close(ofSeconds(1));
    }
}
