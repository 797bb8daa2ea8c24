package dev.waybill.cli.pid;

import dev.waybill.source.CommitListener;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Another source, read without leaving a trace: no progress is kept.
 *
 * @param atEnd what is done once it is closed
 */
record UncommittedSource(RecordSource source, Runnable atEnd) implements RecordSource {
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
        done.committed(null);
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> progress) {
        return Optional.empty();
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
        try {
            source.close();
        } finally {
            atEnd.run();
        }
    }
}
