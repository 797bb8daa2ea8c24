package dev.waybill.metrics;

import dev.waybill.source.CommitListener;
import dev.waybill.source.ForwardingSource;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Another source, with a stopwatch around commits and rebalances. Confined, as it is, to one thread. */
final class MeteredSource extends ForwardingSource {
    private final SourceMeters meters;
    private long lostBefore;

    MeteredSource(RecordSource source, SourceMeters meters) {
        super(source);
        this.meters = meters;
    }

    @Override
    public void start(PartitionListener listener) {
        super.start(new PartitionListener() {
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
        super.commit(progress, problem -> {
            meters.committed(start, problem);
            done.committed(problem);
        });
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> progress) {
        long start = meters.start();
        var problem = super.commitNow(progress);
        meters.committed(start, problem.orElse(null));
        return problem;
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        try {
            super.poll(longest, intake);
        } finally {
            long lost = lostRecords();
            meters.lost(lost - lostBefore);
            lostBefore = lost;
        }
    }
}
