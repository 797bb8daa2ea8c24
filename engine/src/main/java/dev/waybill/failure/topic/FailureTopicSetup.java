package dev.waybill.failure.topic;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import dev.waybill.topic.TopicCreation;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that a failure topic is there and keeps what it is given. Not thread-safe. */
final class FailureTopicSetup {
    private static final Logger log = LoggerFactory.getLogger(FailureTopicSetup.class);
    private static final int ROOM_FOR_HEADERS = 64 << 10;
    private static final int USUAL_MOST_BYTES = 1 << 20;
    private static final int MOST_LOOKS = 100;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final String FOR_EVER = "-1";

    private final Admin admin;
    private final FailureTopic topic;

    FailureTopicSetup(Admin admin, FailureTopic topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** What a store must know of its topic. */
    record Shape(int partitions, int mostBytes) {}

    /** Creates what is missing, refuses what would lose records, and returns the failure topic's shape. */
    Shape ensure() throws IOException {
        if (partitions(topic.name()).isEmpty()) {
            createFailures();
        }
        if (partitions(topic.marks()).isEmpty()) {
            create(topic.marks(), Optional.of(1), Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
        }
        return check();
    }

    private void createFailures() throws IOException {
        var settings = new HashMap<String, String>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
        Optional<Integer> partitions = partitions(topic.source());
        if (partitions.isPresent()) {
            int most = mostBytes(settingsOf(topic.source()));
            settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(most + ROOM_FOR_HEADERS));
        }
        create(topic.name(), partitions, settings);
    }

    private void create(String name, Optional<Integer> partitions, Map<String, String> settings) throws IOException {
        var created = new NewTopic(name, partitions, Optional.empty()).configs(settings);
        boolean isNew = KafkaAccess.ask(
                () -> TopicCreation.create(admin, created), "topic " + name + " is missing and cannot be created");
        if (isNew) {
            log.atInfo().addKeyValue("topic", name).log("failure topic created");
        }
    }

    private Shape check() throws IOException {
        int partitions = awaitPartitions();
        var settings = settingsOf(topic.name());
        if (settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "").contains("compact")) {
            throw DeliveryException.misconfigured("topic " + topic.name()
                    + ": expected cleanup.policy=delete, got a policy that keeps only the last record of each key;"
                    + " change it, or keep failures in files");
        }
        if (!FOR_EVER.equals(settings.get(TopicConfig.RETENTION_MS_CONFIG))
                || !FOR_EVER.equals(settings.get(TopicConfig.RETENTION_BYTES_CONFIG))) {
            log.atWarn()
                    .addKeyValue("topic", topic.name())
                    .log("retention is limited: parked records are deleted by the broker; set retention.ms=-1"
                            + " and retention.bytes=-1");
        }
        return new Shape(partitions, mostBytes(settings));
    }

    /** A broker may take a while to hear of a topic that was just created. */
    private int awaitPartitions() throws IOException {
        for (int i = 0; i < MOST_LOOKS; i++) {
            var partitions = partitions(topic.name());
            if (partitions.isPresent() && isKnown(topic.name()) && isKnown(topic.marks())) {
                return partitions.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new IOException(
                "topic " + topic.name() + " was created, and the cluster does not know it yet; try again");
    }

    private boolean isKnown(String name) throws IOException {
        try {
            settingsOf(name);
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static int mostBytes(Map<String, String> settings) {
        String value = settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        return value == null ? USUAL_MOST_BYTES : Integer.parseInt(value);
    }

    /** Absent if there is no such topic. */
    private Optional<Integer> partitions(String name) throws IOException {
        try {
            TopicDescription description = KafkaAccess.await(
                    requireNonNull(admin.describeTopics(List.of(name))
                            .topicNameValues()
                            .get(name)),
                    "topic " + name);
            return Optional.of(description.partitions().size());
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, String> settingsOf(String name) throws IOException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        var entries = KafkaAccess.await(
                requireNonNull(admin.describeConfigs(List.of(resource)).values().get(resource)),
                "settings of topic " + name);
        var settings = new HashMap<String, String>();
        entries.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }
}
