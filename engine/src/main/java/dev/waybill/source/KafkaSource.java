package dev.waybill.source;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One or more topics, read by one consumer group.
 *
 * <p>Unless told otherwise it reads committed records only, up to 2 000 at once, starts at the earliest one, rebalances cooperatively, and
 * takes a silent consumer for dead after 10 s. Offsets are never committed by the client itself. Immutable: every method
 * returns a new source.
 */
public final class KafkaSource implements SourceFactory {
    /** Kafka's default of 64 KiB makes the client ask the system so often that reading takes a tenth longer. */
    private static final int RECEIVE_BUFFER = 1 << 20;

    private final List<String> topics;
    private final Map<String, Object> properties;

    private KafkaSource(List<String> topics, Map<String, Object> properties) {
        this.topics = List.copyOf(topics);
        this.properties = Map.copyOf(properties);
    }

    public static KafkaSource topic(String topic) {
        return topics(List.of(topic));
    }

    public static KafkaSource topics(List<String> topics) {
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a Kafka source needs at least one topic");
        }
        return new KafkaSource(
                topics,
                Map.of(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                        RECEIVE_BUFFER,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName()));
    }

    public KafkaSource group(String group) {
        return property(ConsumerConfig.GROUP_ID_CONFIG, group);
    }

    /** {@code host:port}, or several with commas between. */
    public KafkaSource servers(String bootstrapServers) {
        return property(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** Sets a property of the Kafka consumer. */
    public KafkaSource property(String name, Object value) {
        return properties(Map.of(name, value));
    }

    /** Sets properties of the Kafka consumer. */
    public KafkaSource properties(Map<String, ?> more) {
        var all = new HashMap<>(properties);
        all.putAll(more);
        return new KafkaSource(topics, all);
    }

    /** Reads this topic as well. */
    public KafkaSource and(String topic) {
        var all = new ArrayList<>(topics);
        all.add(topic);
        return new KafkaSource(all, properties);
    }

    @Override
    public RecordSource open() {
        requireNonNull(properties.get(ConsumerConfig.GROUP_ID_CONFIG), "a Kafka source needs a group");
        requireNonNull(properties.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG), "a Kafka source needs its servers");
        var all = new HashMap<>(properties);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try {
            return new KafkaRecordSource(
                    new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                    topics,
                    largestPoll(all));
        } catch (KafkaException e) {
            throw DeliveryException.misconfigured("the Kafka client does not take these properties: " + deepest(e));
        }
    }

    private static int largestPoll(Map<String, Object> properties) {
        Object set = properties.getOrDefault(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS);
        return Integer.parseInt(set.toString().trim()); // the client has taken it: it is a number
    }

    private static String deepest(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? String.valueOf(thrown.getMessage()) : deepest(cause);
    }
}
