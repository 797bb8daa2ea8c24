package dev.waybill.sink;

import static java.time.Duration.ofSeconds;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.KafkaRecord;
import dev.waybill.time.Time;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A {@link KafkaSink} that lacks its cluster, or what it writes. Immutable: every method returns a new one. */
public final class KafkaSinkBuilder {
    private final String topic;
    private final Map<String, Object> properties;

    private KafkaSinkBuilder(String topic, Map<String, Object> properties) {
        this.topic = topic;
        this.properties = Map.copyOf(properties);
    }

    static KafkaSinkBuilder topic(String topic) {
        if (!topic.matches("[a-zA-Z0-9._-]{1,249}") || topic.matches("[.]{1,2}")) {
            throw new IllegalArgumentException(
                    "topic: expected up to 249 letters, digits, dots, underscores and dashes," + " got \"" + topic
                            + '"');
        }
        return new KafkaSinkBuilder(topic, Map.of());
    }

    /** {@code host:port}, or several with commas between. */
    public KafkaSinkBuilder servers(String bootstrapServers) {
        return property(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** Sets a property of the Kafka producer. */
    public KafkaSinkBuilder property(String name, Object value) {
        return properties(Map.of(name, value));
    }

    /**
     * Sets properties of the Kafka producer, those of TLS and SASL included. Those that keep records from being lost, such
     * as {@code acks}, are refused when the sink is opened.
     */
    public KafkaSinkBuilder properties(Map<String, ?> more) {
        var all = new HashMap<>(properties);
        all.putAll(more);
        return new KafkaSinkBuilder(topic, all);
    }

    /** A sink that writes each record as it came. */
    public KafkaSink<KafkaRecord> passing() {
        return sending(Outgoing::of);
    }

    /** A sink that writes what the functions make of a value. Both run on the thread that delivers. */
    public <T> KafkaSink<T> sending(
            Function<? super T, byte @Nullable []> key, Function<? super T, byte @Nullable []> value) {
        return sending(given -> Outgoing.of(key.apply(given), value.apply(given)));
    }

    /** A sink that writes what {@code form} makes of a value; it runs on the thread that delivers. */
    public <T> KafkaSink<T> sending(Function<? super T, Outgoing> form) {
        var client = ProducerProperties.of(properties);
        try {
            var limit = TopicLimit.ask(topic, client, Time.system());
            ProducerProperties.limitBatches(client, limit.bytes());
            Optional<TopicLimit> checked =
                    ProducerProperties.isCompressed(client) ? Optional.empty() : Optional.of(limit);
            var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
            return new KafkaSink<>(topic, form, producer, new Contact(Time.system(), ofSeconds(1)), checked);
        } catch (KafkaException e) {
            throw DeliveryException.misconfigured("the Kafka client does not take these properties: " + deepest(e));
        }
    }

    private static String deepest(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? String.valueOf(thrown.getMessage()) : deepest(cause);
    }
}
