package dev.waybill.pipeline;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.waybill.source.GroupProtocol;
import dev.waybill.source.KafkaSource;
import dev.waybill.topic.TopicCreation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of its own with one group, and a watch over what that group commits. Thread-safe. */
public final class TestTopic implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final int SAMPLE_MILLIS = 20;

    public final String name = "t-" + UUID.randomUUID();
    private final String servers;
    private final Admin admin;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

    public TestTopic(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
        create(admin, new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()));
    }

    KafkaSource source() {
        return KafkaSource.topic(name)
                .group(name)
                .servers(servers)
                .property("session.timeout.ms", 3_000)
                .property("heartbeat.interval.ms", 500);
    }

    /** The same under {@code protocol}, of which the broker says how long a member may be silent. */
    KafkaSource source(GroupProtocol protocol) {
        return protocol == GroupProtocol.CLASSIC
                ? source()
                : KafkaSource.topic(name).group(name).servers(servers).protocol(protocol);
    }

    public KafkaProducer<String, String> producer(Map<String, Object> more) {
        var properties = new HashMap<String, Object>(more);
        properties.put("bootstrap.servers", servers);
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /** Sends so many records over so many keys; returns where they went, in the order of sending. */
    List<RecordMetadata> send(int count, int keys) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        try (var producer = producer(Map.of())) {
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(new ProducerRecord<>(name, key(i, keys), "value " + i)));
            }
        }
        return sent.stream().map(TestTopic::get).toList();
    }

    /** Sends so many records over so many keys to one partition, in the order of their numbers. */
    void sendTo(int partition, int count, int keys) {
        try (var producer = producer(Map.of())) {
            for (int i = 0; i < count; i++) {
                get(producer.send(new ProducerRecord<>(name, partition, key(i, keys), "value " + i)));
            }
        }
    }

    /** From now on a record goes as soon as a later one has its key. */
    void compactAtOnce() {
        var settings = Map.of(
                "cleanup.policy", "compact",
                "segment.ms", "100",
                "min.cleanable.dirty.ratio", "0.001",
                "min.compaction.lag.ms", "0");
        var changes = new ArrayList<AlterConfigOp>();
        settings.forEach((setting, value) ->
                changes.add(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET)));
        get(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), changes))
                .all());
    }

    /** The offsets of all records that a partition still has. */
    Set<Long> offsets(int partition) {
        var offsets = new TreeSet<Long>();
        var here = new TopicPartition(name, partition);
        var properties = Map.<String, Object>of("bootstrap.servers", servers, "fetch.max.wait.ms", 50);
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(here));
            consumer.seekToBeginning(List.of(here));
            long end = requireNonNull(consumer.endOffsets(List.of(here)).get(here));
            while (consumer.position(here) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> offsets.add(record.offset()));
            }
        }
        return offsets;
    }

    static String key(int number, int keys) {
        return "key-" + number % keys;
    }

    /** Tells {@code history} again and again what is committed. */
    void watch(History history) {
        var unused = watch.scheduleWithFixedDelay(() -> sample(history), 0, SAMPLE_MILLIS, MILLISECONDS);
    }

    private void sample(History history) {
        try {
            history.committed(committed());
        } catch (IllegalStateException e) {
            // the broker is away: the next sample sees what it kept
        }
    }

    public Map<TopicPartition, Long> committed() {
        var committed = new HashMap<TopicPartition, Long>();
        get(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }

    /** What is committed for one partition, metadata included; position 0 where nothing is. */
    OffsetAndMetadata committed(int partition) {
        var kept = get(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata())
                .get(new TopicPartition(name, partition));
        return kept == null ? new OffsetAndMetadata(0) : kept;
    }

    /** Commits for the group from outside. */
    void commit(int partition, OffsetAndMetadata progress) {
        get(admin.alterConsumerGroupOffsets(name, Map.of(new TopicPartition(name, partition), progress))
                .all());
    }

    /** Ends of the partitions that hold anything. */
    public Map<TopicPartition, Long> ends() {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (int p = 0; p < PARTITIONS; p++) {
            latest.put(new TopicPartition(name, p), OffsetSpec.latest());
        }
        var ends = new HashMap<TopicPartition, Long>();
        get(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        ends.values().removeIf(end -> end == 0);
        return ends;
    }

    public boolean hasNoLag() {
        return committed().entrySet().containsAll(ends().entrySet());
    }

    /** Creates it, ready to be written to. */
    public static void create(Admin admin, NewTopic topic) {
        try {
            TopicCreation.create(admin, topic);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        admin.close(Duration.ZERO); // a question to a broker that was killed would be waited for
    }
}
