package dev.waybill.source;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Another source, as it is. A subclass overrides what it changes, and calls {@code super} for what the other does.
 *
 * <p>Confined to one thread, as every source.
 */
public abstract class ForwardingSource implements RecordSource {
    private final RecordSource source;

    protected ForwardingSource(RecordSource source) {
        this.source = source;
    }

    @Override
    public void start(PartitionListener listener) {
        source.start(listener);
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        source.poll(longest, intake);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        source.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        source.resume(partitions);
    }

    @Override
    public int largestPoll() {
        return source.largestPoll();
    }

    @Override
    public Map<TopicPartition, Progress> committed(Collection<TopicPartition> partitions) {
        return source.committed(partitions);
    }

    @Override
    public void commit(Map<TopicPartition, Progress> progress, CommitListener done) {
        source.commit(progress, done);
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> progress) {
        return source.commitNow(progress);
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return source.ends(partitions);
    }

    @Override
    public OptionalLong knownEnd(TopicPartition partition) {
        return source.knownEnd(partition);
    }

    @Override
    public long position(TopicPartition partition) {
        return source.position(partition);
    }

    @Override
    public long lostRecords() {
        return source.lostRecords();
    }

    @Override
    public void close() {
        source.close();
    }
}
