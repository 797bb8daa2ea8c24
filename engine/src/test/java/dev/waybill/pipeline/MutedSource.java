package dev.waybill.pipeline;

import dev.waybill.source.CommitListener;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** A source that takes partitions away without a word once it is muted, as from a process that is dead. Used by one thread. */
final class MutedSource implements RecordSource {
    private final RecordSource source;
    private boolean isMuted;

    MutedSource(RecordSource source) {
        this.source = source;
    }

    void mute() {
        isMuted = true;
    }

    @Override
    public void start(PartitionListener listener) {
        source.start(new PartitionListener() {
            @Override
            public void assigned(Collection<TopicPartition> partitions) {
                listener.assigned(partitions);
            }

            @Override
            public void revoked(Collection<TopicPartition> partitions) {
                if (!isMuted) {
                    listener.revoked(partitions);
                }
            }

            @Override
            public void lost(Collection<TopicPartition> partitions) {
                listener.lost(partitions);
            }
        });
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
    public long position(TopicPartition partition) {
        return source.position(partition);
    }

    @Override
    public void close() {
        source.close();
    }
}
