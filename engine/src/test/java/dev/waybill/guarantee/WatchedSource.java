package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.source.CommitListener;
import dev.waybill.source.ForwardingSource;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** A source that writes down which partitions it reads and what is committed through it. Used by one thread. */
final class WatchedSource extends ForwardingSource {
    private final Witness witness;
    private int commits;

    WatchedSource(RecordSource source, Witness witness) {
        super(source);
        this.witness = witness;
    }

    @Override
    public void start(PartitionListener listener) {
        super.start(new PartitionListener() {
            @Override
            public void assigned(Collection<TopicPartition> partitions) {
                partitions.forEach(p -> saw(Kind.ASSIGNED, p, 0, ""));
                listener.assigned(partitions);
            }

            @Override
            public void revoked(Collection<TopicPartition> partitions) {
                listener.revoked(partitions);
                partitions.forEach(p -> saw(Kind.RELEASED, p, 0, ""));
            }

            @Override
            public void lost(Collection<TopicPartition> partitions) {
                listener.lost(partitions);
                partitions.forEach(p -> saw(Kind.RELEASED, p, 0, Event.LOST));
            }
        });
    }

    @Override
    public void commit(Map<TopicPartition, Progress> positions, CommitListener done) {
        int number = ++commits;
        positions.forEach((p, to) -> saw(Kind.COMMIT_ASKED, p, to.position(), Event.commit(number, to.metadata())));
        super.commit(positions, problem -> {
            if (problem == null) {
                positions.forEach(
                        (p, to) -> saw(Kind.COMMIT_KEPT, p, to.position(), Event.commit(number, to.metadata())));
            }
            done.committed(problem);
        });
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> positions) {
        int number = ++commits;
        positions.forEach((p, to) -> saw(Kind.COMMIT_ASKED, p, to.position(), Event.commit(number, to.metadata())));
        var problem = super.commitNow(positions);
        if (problem.isEmpty()) {
            positions.forEach((p, to) -> saw(Kind.COMMIT_KEPT, p, to.position(), Event.commit(number, to.metadata())));
        }
        return problem;
    }

    private void saw(Kind kind, TopicPartition partition, long offset, String detail) {
        witness.saw(kind, partition, offset, detail);
    }
}
