package dev.waybill.why;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** What brokers say about partitions. What they may not or do not say in time is simply not known. Used by one thread. */
final class TopicFacts {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<String, Config> configs = new HashMap<>();
    private final Map<TopicPartition, Long> sizes = new HashMap<>();

    private TopicFacts(Admin admin) {
        this.admin = admin;
    }

    static TopicFacts learn(Admin admin, Set<TopicPartition> partitions) {
        var facts = new TopicFacts(admin);
        facts.learn(partitions);
        return facts;
    }

    private void learn(Set<TopicPartition> partitions) {
        var startsAsked = admin.listOffsets(all(partitions, OffsetSpec.earliest()));
        var committedOnly = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        var endsAsked = admin.listOffsets(all(partitions, OffsetSpec.latest()), committedOnly);
        var topics = new HashMap<String, ConfigResource>();
        partitions.forEach(p -> topics.put(p.topic(), new ConfigResource(ConfigResource.Type.TOPIC, p.topic())));
        var configsAsked = admin.describeConfigs(topics.values()).values();
        for (var partition : partitions) {
            answer(startsAsked.partitionResult(partition)).ifPresent(i -> starts.put(partition, i.offset()));
            answer(endsAsked.partitionResult(partition)).ifPresent(i -> ends.put(partition, i.offset()));
        }
        topics.forEach((topic, resource) -> {
            var asked = configsAsked.get(resource);
            if (asked != null) {
                answer(asked).ifPresent(config -> configs.put(topic, config));
            }
        });
        if (topics.keySet().stream()
                .anyMatch(topic ->
                        number(topic, TopicConfig.RETENTION_BYTES_CONFIG).isPresent())) {
            learnSizes(partitions);
        }
    }

    /** The largest replica of each: that is where deletion begins. */
    private void learnSizes(Set<TopicPartition> partitions) {
        var brokers = answer(admin.describeCluster().nodes());
        if (brokers.isEmpty()) {
            return;
        }
        var ids = new HashSet<Integer>();
        brokers.get().forEach(node -> ids.add(node.id()));
        for (var asked : admin.describeLogDirs(ids).descriptions().values()) {
            answer(asked)
                    .ifPresent(folders -> folders.values()
                            .forEach(folder -> folder.replicaInfos().forEach((partition, replica) -> {
                                if (partitions.contains(partition)) {
                                    sizes.merge(partition, replica.size(), Math::max);
                                }
                            })));
        }
    }

    static <T> Optional<T> answer(Future<T> asked) {
        try {
            return Optional.of(asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Map<TopicPartition, OffsetSpec> all(Collection<TopicPartition> partitions, OffsetSpec spec) {
        var all = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> all.put(partition, spec));
        return all;
    }

    OptionalLong start(TopicPartition partition) {
        return known(starts.get(partition));
    }

    OptionalLong end(TopicPartition partition) {
        return known(ends.get(partition));
    }

    /** What retention means for the record at the head, which was written at {@code timestamp}. */
    Retention retention(TopicPartition partition, Optional<Instant> timestamp) {
        String topic = partition.topic();
        boolean deletes = text(topic, TopicConfig.CLEANUP_POLICY_CONFIG)
                .map(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_DELETE))
                .orElse(false);
        var time = deletes ? number(topic, TopicConfig.RETENTION_MS_CONFIG) : OptionalLong.empty();
        var bytes = deletes ? number(topic, TopicConfig.RETENTION_BYTES_CONFIG) : OptionalLong.empty();
        return new Retention(
                        start(partition),
                        time.isPresent() ? Optional.of(Duration.ofMillis(time.getAsLong())) : Optional.empty(),
                        bytes,
                        known(sizes.get(partition)),
                        Optional.empty())
                .ofRecordAt(timestamp);
    }

    /** A setting of the topic; absent where it is not known, or says there is no limit. */
    private OptionalLong number(String topic, String name) {
        return text(topic, name)
                .map(Long::parseLong)
                .filter(n -> n >= 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private Optional<String> text(String topic, String name) {
        return Optional.ofNullable(configs.get(topic))
                .flatMap(config -> Optional.ofNullable(config.get(name)))
                .flatMap(entry -> Optional.ofNullable(entry.value()));
    }

    private static OptionalLong known(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
