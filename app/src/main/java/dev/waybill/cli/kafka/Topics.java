package dev.waybill.cli.kafka;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.topic.TopicCreation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/** Looks for topics and creates them. A broker that does not answer is reported within about ten seconds. Not thread-safe. */
public final class Topics implements AutoCloseable {
    private static final Duration CONNECT = ofSeconds(3);

    private final String servers;
    private final Admin admin;

    private Topics(String servers, Admin admin) {
        this.servers = servers;
        this.admin = admin;
    }

    /** Connects with the client properties of the settings. */
    public static Topics connect(Map<String, String> kafka) {
        String servers = kafka.getOrDefault("bootstrap.servers", "");
        BrokerProbe.require(servers, CONNECT);
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("default.api.timeout.ms", "6000");
        properties.put("request.timeout.ms", "3000");
        try {
            return new Topics(servers, Admin.create(properties));
        } catch (KafkaException e) {
            throw KafkaErrors.explain(e, servers, "cannot connect");
        }
    }

    /** Fails, within about ten seconds, unless the brokers answer and let us in. */
    public static void reach(Map<String, String> kafka) {
        try (var topics = connect(kafka)) {
            topics.names();
        }
    }

    /**
     * Creates the topic unless it exists. Once this returns, it can be written to.
     *
     * @param partitions absent: as many as the broker gives a new topic
     * @return whether it was created now
     */
    public boolean ensure(String topic, Optional<Integer> partitions, Optional<Short> replication) {
        try {
            if (admin.listTopics().names().get().contains(topic)) {
                return false;
            }
            return TopicCreation.create(admin, new NewTopic(topic, partitions, replication));
        } catch (ExecutionException e) {
            throw KafkaErrors.explain(e, servers, "topic " + topic + " cannot be created");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Fails unless the topic exists.
     *
     * @param next the command that creates it
     */
    public void require(String topic, String next) {
        if (!names().contains(topic)) {
            throw CommandException.at(ExitCode.NOT_FOUND, servers, "there is no topic " + topic)
                    .next(next);
        }
    }

    private Set<String> names() {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw KafkaErrors.explain(e, servers, "topics cannot be listed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What tells a topic from an earlier one of the same name. */
    public String id(String topic) {
        return described(topic).topicId().toString();
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
        return described(topic).partitions().size();
    }

    private TopicDescription described(String topic) {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .findFirst()
                    .orElseThrow();
        } catch (ExecutionException e) {
            throw KafkaErrors.explain(e, servers, "topic " + topic + " cannot be described");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(ofSeconds(1));
    }
}
