package dev.waybill.testkit;

import static java.util.Objects.requireNonNull;

import dev.waybill.record.FetchedRecords;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.CommitListener;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.jspecify.annotations.Nullable;

/**
 * One member of the group that reads {@link MemoryTopics}. As at a real broker, rebalances are heard of inside a poll, an
 * asynchronous commit is kept some polls later, and a commit for a partition that another member reads is not refused.
 *
 * <p>Used by one thread. A poll never waits.
 */
public final class MemorySource implements RecordSource {
    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    /** What a Kafka consumer hands out at most, unless told otherwise. */
    private static final int LARGEST_POLL = 500;

    private final MemoryTopics topics;
    private final int member;
    private final Map<TopicPartition, Long> positions = new TreeMap<>(BY_NAME);
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final List<Runnable> atNextPoll = new ArrayList<>();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private @Nullable PartitionListener listener;
    private int refusals;
    private int pollsPerCommit = 1;
    private int perPoll = LARGEST_POLL;
    private Consumer<KafkaRecord> listenerOfReads = record -> {};
    private final List<TopicPartition> unowned = new ArrayList<>();
    private boolean expelled;
    private long polls;

    private record Pending(long atPoll, Map<TopicPartition, Progress> progress, CommitListener done) {}

    MemorySource(MemoryTopics topics, int member) {
        this.topics = topics;
        this.member = member;
    }

    /** Number of this member in its group, from 1. */
    public int member() {
        return member;
    }

    /** Gives it these partitions, at its next poll. */
    public void assign(Collection<TopicPartition> partitions) {
        var ids = List.copyOf(partitions);
        atNextPoll.add(() -> {
            ids.forEach(id -> positions.put(id, starts.getOrDefault(id, topics.position(id))));
            paused.removeAll(ids);
            listener().assigned(ids);
        });
    }

    /** Starts {@code partition} at this offset when it is assigned next, whatever is committed. */
    public void startAt(TopicPartition partition, long offset) {
        starts.put(partition, offset);
    }

    /** Takes these partitions away, at its next poll; it is asked first. */
    public void revoke(Collection<TopicPartition> partitions) {
        var ids = List.copyOf(partitions);
        atNextPoll.add(() -> {
            listener().revoked(ids);
            ids.forEach(positions::remove);
        });
    }

    /** Takes all partitions away at once, as from a member taken for dead, which hears of it at its next poll. */
    public void lose() {
        expelled = true;
        atNextPoll.clear(); // what the group decided for it before is void
        atNextPoll.add(() -> {
            endCommits(Long.MAX_VALUE); // they carry the membership that is over, so none is kept
            var ids = List.copyOf(positions.keySet());
            positions.clear();
            expelled = false;
            listener().lost(ids);
        });
    }

    /** Refuses the next {@code count} commits. */
    public void refuseCommits(int count) {
        refusals = count;
    }

    /** Keeps asynchronous commits only at the {@code polls}-th poll after; 1 unless told otherwise. */
    public void commitsTake(int polls) {
        pollsPerCommit = polls;
    }

    /** Hands out so many records of a partition with one poll at most; 500 unless told otherwise. */
    public void perPoll(int records) {
        perPoll = records;
    }

    /** Lets {@code listener} see every record just before it is handed out; each reading hands out another object. */
    public void whenRead(Consumer<KafkaRecord> listener) {
        listenerOfReads = listener;
    }

    /** The partitions it committed for without reading them at that moment: a program that does so is wrong. */
    public List<TopicPartition> committedUnowned() {
        return List.copyOf(unowned);
    }

    /** What it reads at the moment. */
    public Set<TopicPartition> assignment() {
        return Set.copyOf(positions.keySet());
    }

    public Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    private PartitionListener listener() {
        return requireNonNull(listener, "not started");
    }

    @Override
    public void start(PartitionListener newListener) {
        listener = newListener;
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        polls++;
        endCommits(polls);
        var due = List.copyOf(atNextPoll);
        atNextPoll.clear();
        due.forEach(Runnable::run);
        for (var id : List.copyOf(positions.keySet())) {
            if (!paused.contains(id) && !expelled) {
                handOut(id, intake);
            }
        }
    }

    private void handOut(TopicPartition id, Intake intake) {
        long from = requireNonNull(positions.get(id));
        long next = topics.end(id);
        intake.partition(id);
        var read = new ArrayList<KafkaRecord>();
        int count = 0;
        for (var entry : topics.from(id, from).entrySet()) {
            if (count++ == perPoll) {
                next = entry.getKey();
                break;
            }
            var record = copy(entry.getValue());
            listenerOfReads.accept(record);
            read.add(record);
        }
        intake.records(FetchedRecords.of(read));
        positions.put(id, next);
        intake.position(next);
    }

    /** Each reading gives another object, as it does with a broker. */
    private static KafkaRecord copy(KafkaRecord from) {
        return new KafkaRecord(
                from.topic(),
                from.partition(),
                from.offset(),
                from.timestamp(),
                from.key(),
                from.value(),
                from.headers(),
                from.attempt());
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
    public void commit(Map<TopicPartition, Progress> toCommit, CommitListener done) {
        pending.add(new Pending(polls + pollsPerCommit, Map.copyOf(toCommit), done));
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> toCommit) {
        endCommits(Long.MAX_VALUE);
        return Optional.ofNullable(keep(toCommit));
    }

    private void endCommits(long now) {
        for (var next = pending.peek(); next != null && next.atPoll <= now; next = pending.peek()) {
            pending.remove();
            next.done.committed(keep(next.progress));
        }
    }

    private @Nullable Exception keep(Map<TopicPartition, Progress> toCommit) {
        if (expelled) {
            return new IllegalStateException("member " + member + " is no longer in the group");
        }
        if (refusals > 0) {
            refusals--;
            return new IllegalStateException("commit refused");
        }
        if (toCommit.values().stream().anyMatch(p -> topics.isTooLong(p.metadata()))) {
            return new OffsetMetadataTooLarge();
        }
        toCommit.keySet().stream().filter(id -> !positions.containsKey(id)).forEach(unowned::add);
        toCommit.forEach((id, p) -> topics.keep(new KeptCommit(member, id, p.position(), p.metadata())));
        return null;
    }

    @Override
    public int largestPoll() {
        return perPoll;
    }

    @Override
    public Map<TopicPartition, Progress> committed(Collection<TopicPartition> partitions) {
        var kept = new HashMap<TopicPartition, Progress>();
        for (var id : partitions) {
            topics.kept(id).ifPresent(commit -> kept.put(id, new Progress(commit.position(), commit.metadata())));
        }
        return kept;
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        var ends = new HashMap<TopicPartition, Long>();
        partitions.forEach(id -> ends.put(id, topics.end(id)));
        return ends;
    }

    @Override
    public OptionalLong knownEnd(TopicPartition partition) {
        return OptionalLong.of(topics.end(partition));
    }

    @Override
    public long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        positions.clear();
    }
}
