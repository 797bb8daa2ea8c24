package dev.waybill.source;

import static org.apache.kafka.clients.consumer.ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_ID_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_PROTOCOL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.RECEIVE_BUFFER_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;

import dev.waybill.failure.DeliveryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** The properties of a Kafka consumer: what the user set, what was not set, and what is not the user's to set. */
final class ClientProperties {
    private static final Map<String, String> OWNED = Map.of(
            ENABLE_AUTO_COMMIT_CONFIG,
            "an offset is committed only once its record has arrived",
            "auto.commit.interval.ms",
            "the commit interval is a limit of the pipeline",
            "key.deserializer",
            "keys are read as bytes; parse them in a step",
            "value.deserializer",
            "values are read as bytes; parse them in a step");
    /** Kafka's default of 64 KiB makes the client ask the system so often that reading takes a tenth longer. */
    private static final int RECEIVE_BUFFER = 1 << 20;

    private static final Map<String, Object> DEFAULTS = Map.of(
            ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            RECEIVE_BUFFER_CONFIG,
            RECEIVE_BUFFER);
    private static final Map<String, Object> CLASSIC_DEFAULTS = Map.of(
            SESSION_TIMEOUT_MS_CONFIG,
            10_000,
            PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName());
    private static final Set<String> KNOWN = known();

    private ClientProperties() {}

    /** What the client is given. Refuses everything that is wrong with {@code asked}, at once. */
    static Map<String, Object> of(Map<String, Object> asked) {
        var problems = problems(asked);
        if (!problems.isEmpty()) {
            throw DeliveryException.misconfigured("the Kafka source cannot start:\n  " + String.join("\n  ", problems));
        }
        var all = new HashMap<>(DEFAULTS);
        if (!isConsumerProtocol(asked)) {
            all.putAll(CLASSIC_DEFAULTS);
        }
        all.putAll(asked);
        all.put(ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(AUTO_OFFSET_RESET_CONFIG, "none"); // the client would jump over lost records without a word
        return all;
    }

    /** Those of {@code client} that a connection for asking about topics takes as well. */
    static Map<String, Object> forAdmin(Map<String, Object> client) {
        var all = new HashMap<>(client);
        all.keySet().retainAll(AdminClientConfig.configNames());
        return all;
    }

    private static boolean isConsumerProtocol(Map<String, Object> asked) {
        return GroupProtocol.CONSUMER.clientName().equalsIgnoreCase(String.valueOf(asked.get(GROUP_PROTOCOL_CONFIG)));
    }

    private static List<String> problems(Map<String, Object> asked) {
        var problems = new ArrayList<String>();
        if (isMissing(asked.get(BOOTSTRAP_SERVERS_CONFIG))) {
            problems.add(BOOTSTRAP_SERVERS_CONFIG + ": expected host:port of a broker, got none; call servers(...)");
        }
        if (isMissing(asked.get(GROUP_ID_CONFIG))) {
            problems.add(GROUP_ID_CONFIG + ": expected the name of a consumer group, got none; call group(...)");
        }
        new TreeMap<>(asked).forEach((name, value) -> {
            String reason = OWNED.get(name);
            if (reason != null && !(name.equals(ENABLE_AUTO_COMMIT_CONFIG) && isFalse(value))) {
                problems.add(name + ": not for a pipeline to set: " + reason + "; remove it");
            } else if (reason == null && !KNOWN.contains(name)) {
                Spelling.nearest(name, ConsumerConfig.configNames())
                        .ifPresent(near ->
                                problems.add(name + ": no such property of a consumer; did you mean " + near + "?"));
            }
        });
        return problems;
    }

    private static boolean isMissing(@Nullable Object value) {
        return value == null || value.toString().isBlank();
    }

    private static boolean isFalse(Object value) {
        return "false".equalsIgnoreCase(value.toString().strip());
    }

    /** One set of properties often serves the other clients as well. */
    private static Set<String> known() {
        var known = new HashSet<>(ConsumerConfig.configNames());
        known.addAll(ProducerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        return known;
    }
}
