package dev.waybill.heartbeat;

import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineObserver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends how much was read and processed since the last time to a topic: at once, at an interval, and at the end.
 *
 * @param topic where to
 * @param program name of the sender; the key is this and {@code _heartbeat}
 * @param interval between two heartbeats
 * @param kafka properties of the producer
 */
public record Heartbeat(String topic, String program, Duration interval, Map<String, ?> kafka)
        implements PipelineObserver {
    private static final int LONGEST_WAIT_MILLIS = 5_000;

    /** Heartbeats that are being sent; {@link #close} sends the last one. */
    public interface Run extends AutoCloseable {
        @Override
        void close();
    }

    public Heartbeat {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("heartbeat interval must be longer than nothing, got " + interval);
        }
        kafka = Map.copyOf(kafka);
    }

    @Override
    public AutoCloseable watch(Pipeline pipeline) {
        return start(pipeline.name(), new PipelineCounter(pipeline), pipeline.time());
    }

    /**
     * Sends heartbeats for something that is no pipeline, until what it returns is closed.
     *
     * @param name of what is counted
     */
    public Run start(String name, BeatCounter counter, InstantSource clock) {
        var producer = new KafkaProducer<>(properties(), new StringSerializer(), new StringSerializer());
        return HeartbeatSender.start(
                this, name, counter, clock, new BeatTopic(producer, topic, program + "_heartbeat"));
    }

    /** A heartbeat is worth little: it is not waited for long, and no broker keeps one for another that is away. */
    private Map<String, Object> properties() {
        var properties = new HashMap<String, Object>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "1");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_WAIT_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_WAIT_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LONGEST_WAIT_MILLIS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return properties;
    }

    @Override
    public String toString() {
        return "Heartbeat[topic=" + topic + ", program=" + program + ", interval=" + interval + "]";
    }
}
