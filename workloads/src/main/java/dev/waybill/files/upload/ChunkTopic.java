package dev.waybill.files.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.files.chunk.RelativePath;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The topic that takes chunks. The partition comes of the path of a file, so all of its chunks are in one, in order: the producer
 * is idempotent, and a chunk is only taken for acknowledged when all replicas have it. Thread-safe.
 */
public final class ChunkTopic implements AutoCloseable {
    /** Room for a run of small files in one request. */
    private static final int BATCH_BYTES = 256 << 10;

    private static final int LINGER_MILLIS = 10;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    /** Room for a chunk of each of several partitions in one request. */
    private static final int REQUEST_BYTES = 4 << 20;

    /** As the system sees fit: a fixed size would keep it from growing with chunks. */
    private static final int SOCKET_BUFFER = -1;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final int partitions;
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /**
     * What the broker has acknowledged since this was connected.
     *
     * @param bytes of the values, which are a chunk and its description each
     */
    public record Produced(long messages, long bytes) {}

    ChunkTopic(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
        this.partitions = producer.partitionsFor(topic).size();
    }

    /**
     * Connects.
     *
     * @param kafka client properties; those that would let a chunk get lost or change places are overruled
     * @param patience how long a broker may be away before the upload fails
     * @throws KafkaException if the properties are wrong, or nothing is known of the topic
     */
    public static ChunkTopic connect(Map<String, String> kafka, UploadSettings settings, Duration patience) {
        var properties = new HashMap<String, Object>(kafka);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("buffer.memory", settings.queueBytes());
        properties.put("max.request.size", Math.max(REQUEST_BYTES, settings.largestRecord()));
        properties.putIfAbsent("batch.size", BATCH_BYTES);
        properties.putIfAbsent("linger.ms", LINGER_MILLIS);
        properties.putIfAbsent("send.buffer.bytes", SOCKET_BUFFER);
        properties.put("max.block.ms", patience.toMillis());
        properties.put("request.timeout.ms", (int) Math.min(LONGEST_REQUEST.toMillis(), patience.toMillis() / 2));
        properties.put("delivery.timeout.ms", (int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
        var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            return new ChunkTopic(producer, settings.topic());
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    int partitionOf(RelativePath path) {
        return Utils.toPositive(Utils.murmur2(path.toString().getBytes(UTF_8))) % partitions;
    }

    /** Takes the record, as soon as there is room for it. {@code answer} comes on the producer's own thread. */
    void send(int partition, String key, byte[] value, Callback answer) {
        var unused =
                producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value), (where, problem) -> {
                    if (problem == null) {
                        messages.increment();
                        bytes.add(value.length);
                    }
                    answer.onCompletion(where, problem);
                });
    }

    public Produced produced() {
        return new Produced(messages.sum(), bytes.sum());
    }

    /** Ends at once; what is not acknowledged by now may or may not have arrived. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
