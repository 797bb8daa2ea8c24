package dev.waybill.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import dev.waybill.source.SourceFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Topics in memory, and how far one consumer group has come with them. Several sources may read them, as members of that
 * group; what was kept for it outlives each of them.
 *
 * <p>Used by one thread.
 */
public final class MemoryTopics implements SourceFactory {
    private final Map<TopicPartition, NavigableMap<Long, KafkaRecord>> logs = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, KeptCommit> committed = new HashMap<>();
    private final List<KeptCommit> commits = new ArrayList<>();
    private int members;
    private int longestMetadata = 4096;

    private MemoryTopics() {}

    /** One topic of so many partitions. */
    public static MemoryTopics of(String topic, int partitions) {
        return new MemoryTopics().and(topic, partitions);
    }

    /** Has this topic as well. */
    public MemoryTopics and(String topic, int partitions) {
        for (int p = 0; p < partitions; p++) {
            logs.put(new TopicPartition(topic, p), new TreeMap<>());
        }
        return this;
    }

    /** Appends a record; key and value are text, or absent. */
    public Position put(String topic, int partition, @Nullable String key, @Nullable String value) {
        var id = new TopicPartition(topic, partition);
        var record = new KafkaRecord(topic, partition, end(id), 0, bytes(key), bytes(value), List.<Header>of(), 0);
        put(record);
        return record.position();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    /** Puts {@code record} at its own offset; offsets between the last record and this one stay empty. */
    public void put(KafkaRecord record) {
        var id = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < end(id)) {
            throw new IllegalArgumentException(record + " comes after offset " + (end(id) - 1));
        }
        log(id).put(record.offset(), record);
        ends.put(id, record.offset() + 1);
    }

    /** Leaves so many offsets without a record, as transaction markers and compaction do. */
    public void leaveGap(String topic, int partition, int offsets) {
        ends.merge(new TopicPartition(topic, partition), (long) offsets, Long::sum);
    }

    /** Takes one record away, as compaction does. */
    public void remove(String topic, int partition, long offset) {
        log(new TopicPartition(topic, partition)).remove(offset);
    }

    /** A new member of the group that reads every partition from the start on. */
    @Override
    public MemorySource open() {
        var source = member();
        source.assign(partitions());
        return source;
    }

    /** A new member of the group that reads nothing until it is {@link MemorySource#assign assigned} something. */
    public MemorySource member() {
        return new MemorySource(this, ++members);
    }

    public Set<TopicPartition> partitions() {
        return Set.copyOf(logs.keySet());
    }

    /** The positions kept last, of the partitions that have one. */
    public Map<TopicPartition, Long> committed() {
        var positions = new HashMap<TopicPartition, Long>();
        committed.forEach((id, commit) -> positions.put(id, commit.position()));
        return positions;
    }

    /** Every position that was kept, in the order in which that happened. */
    public List<KeptCommit> commits() {
        return List.copyOf(commits);
    }

    /** The offset that the next record of {@code partition} will get. */
    public long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    /** Whether everything that is there is committed. */
    public boolean hasNoLag() {
        return partitions().stream().allMatch(id -> position(id) == end(id));
    }

    /** Where reading of {@code partition} begins. */
    long position(TopicPartition partition) {
        var commit = committed.get(partition);
        return commit == null ? 0 : commit.position();
    }

    Map<Long, KafkaRecord> from(TopicPartition partition, long position) {
        return log(partition).tailMap(position);
    }

    /** Keeps a commit as if a member of another program had made it. */
    public void commit(TopicPartition partition, long position, String metadata) {
        keep(new KeptCommit(0, partition, position, metadata));
    }

    /** Refuses commits whose metadata has more characters, as a broker does; 4096 unless told otherwise. */
    public void longestMetadata(int chars) {
        longestMetadata = chars;
    }

    boolean isTooLong(String metadata) {
        return metadata.length() > longestMetadata;
    }

    /** What was kept last for {@code partition}, if anything was. */
    public Optional<KeptCommit> kept(TopicPartition partition) {
        return Optional.ofNullable(committed.get(partition));
    }

    void keep(KeptCommit commit) {
        commits.add(commit);
        committed.put(commit.partition(), commit);
    }

    private NavigableMap<Long, KafkaRecord> log(TopicPartition partition) {
        var log = logs.get(partition);
        if (log == null) {
            throw new IllegalArgumentException("no partition " + partition + "; there are " + logs.keySet());
        }
        return log;
    }
}
