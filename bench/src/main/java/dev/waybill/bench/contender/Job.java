package dev.waybill.bench.contender;

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a contender is to do.
 *
 * @param inFlight records handled at once; 0 leaves it to the contender's own advice for a handler that takes no time
 */
public record Job(String servers, String topic, String group, int inFlight, Handler handler) {
    /** How often everyone commits, so that nobody is fast for having committed less. */
    public static final Duration COMMIT_INTERVAL = ofMillis(250);

    private static final int SESSION_MILLIS = 4_000;
    private static final int POLL_RECORDS = 2_000;

    int inFlightOr(int own) {
        return inFlight == 0 ? own : inFlight;
    }

    /** Properties of the Kafka consumer, the same for everyone, for those who say by themselves that they read bytes. */
    Map<String, Object> settings() {
        var properties = new HashMap<String, Object>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 4);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return properties;
    }

    /** The same, reading bytes. */
    Map<String, Object> consumer() {
        var properties = settings();
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return properties;
    }
}
