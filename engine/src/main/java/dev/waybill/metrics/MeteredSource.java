package dev.waybill.metrics;

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
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Another source, with a stopwatch around commits and rebalances. Confined, as it is, to one thread. */
final class MeteredSource implements RecordSource {
    private final RecordSource source;
    private final SourceMeters meters;
    private long lostBefore;

    MeteredSource(RecordSource source, SourceMeters meters) {
        this.source = source;
        this.meters = meters;
    }

    @Override
    public void start(PartitionListener listener) {
        source.start(new PartitionListener() {
            @Override
            public void assigned(Collection<TopicPartition> partitions) {
                time(SourceMeters.Kind.ASSIGNED, partitions, listener::assigned);
            }

            @Override
            public void revoked(Collection<TopicPartition> partitions) {
                time(SourceMeters.Kind.REVOKED, partitions, listener::revoked);
            }

            @Override
            public void lost(Collection<TopicPartition> partitions) {
                time(SourceMeters.Kind.LOST, partitions, listener::lost);
            }
        });
    }

    /** A rebalance that changes nothing here is told as well, and not counted. */
    private void time(
            SourceMeters.Kind kind,
            Collection<TopicPartition> partitions,
            Consumer<Collection<TopicPartition>> listener) {
        long start = meters.start();
        listener.accept(partitions);
        if (!partitions.isEmpty()) {
            meters.rebalanced(kind, start);
        }
    }

    @Override
    public void commit(Map<TopicPartition, Progress> progress, CommitListener done) {
        long start = meters.start();
        source.commit(progress, problem -> {
            meters.committed(start, problem);
            done.committed(problem);
        });
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> progress) {
        long start = meters.start();
        var problem = source.commitNow(progress);
        meters.committed(start, problem.orElse(null));
        return problem;
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        try {
            source.poll(longest, intake);
        } finally {
            long lost = source.lostRecords();
            meters.lost(lost - lostBefore);
            lostBefore = lost;
        }
    }

    @Override
    public long lostRecords() {
        return source.lostRecords();
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
    public void close() {
        source.close();
    }
}
