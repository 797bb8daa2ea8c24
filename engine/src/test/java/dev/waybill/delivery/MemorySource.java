package dev.waybill.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.record.KafkaRecord;
import dev.waybill.source.CommitListener;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.RecordSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A broker with one consumer, in memory: hands out what was put in, remembers what was committed. */
final class MemorySource implements RecordSource {
    final Map<TopicPartition, Long> committed = new HashMap<>();
    final List<Map<TopicPartition, Long>> commits = new ArrayList<>();
    final Set<TopicPartition> paused = new HashSet<>();
    int failingCommits;
    int perPoll = Integer.MAX_VALUE;

    private final Map<TopicPartition, TreeMap<Long, KafkaRecord>> logs = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final List<Runnable> atNextPoll = new ArrayList<>();
    private @Nullable PartitionListener listener;

    static TopicPartition partition(int number) {
        return new TopicPartition("t", number);
    }

    void put(int partition, long offset, @Nullable String key) {
        byte[] bytes = key == null ? null : key.getBytes(UTF_8);
        var record = KafkaRecord.of("t", partition, offset, bytes, new byte[10]);
        logs.computeIfAbsent(partition(partition), p -> new TreeMap<>()).put(offset, record);
    }

    void assign(int partition) {
        atNextPoll.add(() -> {
            positions.put(partition(partition), committed.getOrDefault(partition(partition), 0L));
            listener().assigned(List.of(partition(partition)));
        });
    }

    void revoke(int partition) {
        atNextPoll.add(() -> {
            listener().revoked(List.of(partition(partition)));
            positions.remove(partition(partition));
        });
    }

    void lose(int partition) {
        atNextPoll.add(() -> {
            positions.remove(partition(partition));
            listener().lost(List.of(partition(partition)));
        });
    }

    private PartitionListener listener() {
        return requireNonNull(listener);
    }

    @Override
    public void start(PartitionListener newListener) {
        listener = newListener;
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        var due = List.copyOf(atNextPoll);
        atNextPoll.clear();
        due.forEach(Runnable::run);
        for (var partition : List.copyOf(positions.keySet())) {
            if (!paused.contains(partition)) {
                handOut(partition, intake);
            }
        }
    }

    private void handOut(TopicPartition partition, Intake intake) {
        long position = requireNonNull(positions.get(partition));
        var log = logs.getOrDefault(partition, new TreeMap<>());
        intake.partition(partition);
        int count = 0;
        for (var entry : log.tailMap(position).entrySet()) {
            if (count++ == perPoll) {
                break;
            }
            intake.record(entry.getKey(), entry.getValue());
            position = entry.getKey() + 1;
        }
        positions.put(partition, position);
        intake.position(position);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    @Override
    public void commit(Map<TopicPartition, Long> toCommit, CommitListener done) {
        var problem = commitNow(toCommit);
        atNextPoll.add(() -> done.committed(problem.orElse(null)));
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Long> toCommit) {
        if (failingCommits > 0) {
            failingCommits--;
            return Optional.of(new IllegalStateException("commit refused"));
        }
        commits.add(Map.copyOf(toCommit));
        committed.putAll(toCommit);
        return Optional.empty();
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        var ends = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            var log = logs.getOrDefault(partition, new TreeMap<>());
            ends.put(partition, log.isEmpty() ? 0 : log.lastKey() + 1);
        }
        return ends;
    }

    @Override
    public OptionalLong knownEnd(TopicPartition partition) {
        return OptionalLong.of(requireNonNull(ends(List.of(partition)).get(partition)));
    }

    @Override
    public long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public void close() {}
}
