package dev.waybill.why;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What brokers know of a pipeline and the pipeline does not: where its logs begin and end, when they are deleted, and
 * the key of a record nobody has looked at yet. Reads only, commits nothing, joins no group.
 *
 * <p>Thread-safe; one question at a time. An answer takes a few seconds at most: what is not known by then stays unknown.
 */
public final class BrokerView implements AutoCloseable {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Admin admin;
    private final HeadLookup lookup;
    private final InstantSource clock;
    private final UnaryOperator<String> unwrap;

    private BrokerView(Admin admin, HeadLookup lookup, InstantSource clock, UnaryOperator<String> unwrap) {
        this.admin = admin;
        this.lookup = lookup;
        this.clock = clock;
        this.unwrap = unwrap;
    }

    /** Uses the properties of the consumer whose pipeline is to be looked at. */
    public static BrokerView connect(Map<String, ?> kafka, InstantSource clock) {
        return connect(kafka, clock, UnaryOperator.identity());
    }

    /**
     * The same, for sources that add to what the engine commits.
     *
     * @param unwrap leaves of the metadata of a commit what the engine wrote
     */
    public static BrokerView connect(Map<String, ?> kafka, InstantSource clock, UnaryOperator<String> unwrap) {
        var properties = new HashMap<String, Object>(kafka);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        return new BrokerView(Admin.create(properties), new HeadLookup(kafka), clock, unwrap);
    }

    /** {@code why}, with what the brokers know. */
    public synchronized Why complete(Why why) {
        var ids = new HashSet<TopicPartition>();
        var unseen = new HashMap<TopicPartition, Long>();
        for (var partition : why.partitions()) {
            var id = id(partition);
            ids.add(id);
            partition.blocking().filter(BrokerView::isWorthALook).ifPresent(b -> unseen.put(id, b.offset()));
        }
        if (ids.isEmpty()) {
            return why;
        }
        var facts = TopicFacts.learn(admin, ids);
        var seen = lookup.find(unseen);
        var completed = new ArrayList<PartitionWhy>();
        for (var partition : why.partitions()) {
            var id = id(partition);
            var blocking = partition
                    .blocking()
                    .map(b -> Optional.ofNullable(seen.get(id))
                            .map(s -> b.seenInLog(s.key(), s.timestamp()))
                            .orElse(b));
            completed.add(partition.seenBy(
                    partition.offsets().withEnd(facts.end(id)),
                    blocking,
                    facts.retention(id, blocking.flatMap(Blocking::timestamp))));
        }
        return why.with(completed);
    }

    /**
     * What can be said about a group without asking its processes; absent where it has committed nothing.
     *
     * @throws KafkaException if the brokers do not say what it has committed
     */
    public synchronized Optional<Why> group(String group) {
        var committed = required(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        committed.forEach((id, offset) -> {
            if (offset != null) {
                offsets.put(id, unwrapped(offset));
            }
        });
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        var facts = TopicFacts.learn(admin, offsets.keySet());
        return Optional.of(complete(new GroupOffsets(group, offsets, clock.instant()).why(facts::end)));
    }

    private OffsetAndMetadata unwrapped(OffsetAndMetadata offset) {
        return new OffsetAndMetadata(offset.offset(), offset.leaderEpoch(), unwrap.apply(offset.metadata()));
    }

    /** A head that moves on by itself would be gone before it is found. */
    private static boolean isWorthALook(Blocking blocking) {
        boolean lasts =
                blocking.where() == Whereabouts.NOT_SEEN || blocking.age().compareTo(SHORT) >= 0;
        return lasts && blocking.timestamp().isEmpty();
    }

    private static <T> T required(Future<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private static TopicPartition id(PartitionWhy partition) {
        return new TopicPartition(partition.topic(), partition.partition());
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
