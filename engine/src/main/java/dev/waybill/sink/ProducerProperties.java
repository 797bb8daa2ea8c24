package dev.waybill.sink;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTIONAL_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG;

import dev.waybill.failure.DeliveryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** The properties of a Kafka producer: what the user set, what was not set, and what is not the user's to set. */
final class ProducerProperties {
    private record Owned(Set<String> accepted, String reason) {}

    private static final Map<String, Owned> OWNED = Map.of(
            ACKS_CONFIG,
            new Owned(Set.of("all", "-1"), "a record has arrived once every replica in sync has it"),
            ENABLE_IDEMPOTENCE_CONFIG,
            new Owned(Set.of("true"), "without it, the client's own retries write records twice and out of order"),
            TRANSACTIONAL_ID_CONFIG,
            new Owned(Set.of(), "records are confirmed one by one, not in transactions"),
            KEY_SERIALIZER_CLASS_CONFIG,
            new Owned(Set.of(), "keys are written as bytes; make them in a function"),
            VALUE_SERIALIZER_CLASS_CONFIG,
            new Owned(Set.of(), "values are written as bytes; make them in a function"));

    /** A delivery must have an end before a shutdown's patience has, and a worker must not stand still for long. */
    private static final Map<String, Object> DEFAULTS =
            Map.of(DELIVERY_TIMEOUT_MS_CONFIG, 20_000, REQUEST_TIMEOUT_MS_CONFIG, 10_000, MAX_BLOCK_MS_CONFIG, 2_000);

    /** What the client gathers unless told otherwise. */
    private static final int USUAL_BATCH = 16_384;

    private ProducerProperties() {}

    /** What the client is given, to be changed by whoever asked. Refuses everything that is wrong with {@code asked}, at once. */
    static Map<String, Object> of(Map<String, Object> asked) {
        var problems = problems(asked);
        if (!problems.isEmpty()) {
            throw DeliveryException.misconfigured("the Kafka sink cannot start:\n  " + String.join("\n  ", problems));
        }
        var all = new HashMap<>(DEFAULTS);
        all.putAll(asked);
        all.put(ACKS_CONFIG, "all");
        all.put(ENABLE_IDEMPOTENCE_CONFIG, true);
        return all;
    }

    /** Whether how large a record is shows only once it is written. */
    static boolean isCompressed(Map<String, Object> client) {
        return !"none".equals(client.getOrDefault(COMPRESSION_TYPE_CONFIG, "none"));
    }

    /** Lets the client gather no more than the topic takes. */
    static void limitBatches(Map<String, Object> client, OptionalInt mostBytes) {
        String asked = String.valueOf(client.getOrDefault(BATCH_SIZE_CONFIG, USUAL_BATCH));
        if (mostBytes.isPresent() && asked.matches("[0-9]{1,9}") && Integer.parseInt(asked) > mostBytes.getAsInt()) {
            client.put(BATCH_SIZE_CONFIG, mostBytes.getAsInt());
        }
    }

    private static List<String> problems(Map<String, Object> asked) {
        var problems = new ArrayList<String>();
        Object servers = asked.get(BOOTSTRAP_SERVERS_CONFIG);
        if (servers == null || servers.toString().isBlank()) {
            problems.add(BOOTSTRAP_SERVERS_CONFIG + ": expected host:port of a broker, got none; call servers(...)");
        }
        new TreeMap<>(asked).forEach((name, value) -> {
            Owned owned = OWNED.get(name);
            if (owned != null && !owned.accepted().contains(value.toString().strip())) {
                problems.add(name + ": not for a pipeline to set: " + owned.reason() + "; remove it");
            }
        });
        return problems;
    }
}
