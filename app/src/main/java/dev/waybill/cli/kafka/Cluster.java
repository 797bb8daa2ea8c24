package dev.waybill.cli.kafka;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The brokers as they describe themselves. Not thread-safe. */
public final class Cluster implements AutoCloseable {
    private static final Duration CONNECT = ofSeconds(2);

    private final String servers;
    private final Admin admin;
    private List<Node> nodes = List.of();

    private Cluster(String servers, Admin admin) {
        this.servers = servers;
        this.admin = admin;
    }

    /** Connects with the client properties of the settings. Fails within about three seconds where nobody answers. */
    public static Cluster connect(Map<String, String> kafka) {
        String servers = kafka.getOrDefault("bootstrap.servers", "");
        BrokerProbe.require(servers, CONNECT);
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("default.api.timeout.ms", "2500");
        properties.put("request.timeout.ms", "2000");
        Cluster cluster;
        try {
            cluster = new Cluster(servers, Admin.create(properties));
        } catch (KafkaException e) {
            throw KafkaErrors.explain(e, servers, "cannot connect");
        }
        try {
            cluster.look();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void look() {
        nodes = List.copyOf(answer(admin.describeCluster().nodes(), "the brokers cannot be listed"));
    }

    public int brokers() {
        return nodes.size();
    }

    /** How many partitions the topic has; absent where there is no such topic. */
    public Optional<Integer> partitions(String topic) {
        try {
            return Optional.of(answer(
                            admin.describeTopics(List.of(topic)).allTopicNames(),
                            "topic " + topic + " cannot be described")
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size());
        } catch (CommandException e) {
            if (e.getCause() instanceof ExecutionException known
                    && known.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A setting of the topic; absent where it has none, or we are not allowed to see it. */
    public Optional<String> ofTopic(String topic, String name) {
        return value(new ConfigResource(ConfigResource.Type.TOPIC, topic), name);
    }

    /** A setting of the brokers, as the first of them has it; absent where it has none, or we are not allowed to see it. */
    public Optional<String> ofBroker(String name) {
        return value(new ConfigResource(ConfigResource.Type.BROKER, nodes.get(0).idString()), name);
    }

    private Optional<String> value(ConfigResource resource, String name) {
        try {
            Map<ConfigResource, Config> configs =
                    answer(admin.describeConfigs(List.of(resource)).all(), resource.name() + " cannot be described");
            return configs.values().stream()
                    .map(config -> config.get(name))
                    .filter(Objects::nonNull)
                    .map(ConfigEntry::value)
                    .findFirst();
        } catch (CommandException e) {
            if (e.getCause() instanceof ExecutionException known
                    && known.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> T answer(Future<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw KafkaErrors.explain(e, servers, what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.at(ExitCode.TIMED_OUT, servers, what);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
