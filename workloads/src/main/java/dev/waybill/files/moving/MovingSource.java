package dev.waybill.files.moving;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.waybill.files.assembly.Reassembler;
import dev.waybill.source.CommitListener;
import dev.waybill.source.ForwardingSource;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;

/**
 * Another source, whose commits also tell which settled chunks belong to files that have not arrived. Where a partition comes
 * from a process with another staging folder, those chunks are read back before any further one is taken. Used by one thread.
 */
public final class MovingSource extends ForwardingSource {
    /** Characters of a commit's metadata that it takes for itself. */
    public static final int CHARS = Carried.LONGEST;

    private final Reassembler reassembler;
    private final Restoring restoring;

    /** @param executor reads back, one partition after the other; not the thread that uses the source */
    public MovingSource(RecordSource source, Reassembler reassembler, StretchReader reader, Executor executor) {
        super(source);
        this.reassembler = reassembler;
        this.restoring =
                new Restoring(reassembler, reader, executor, duration -> NANOSECONDS.sleep(duration.toNanos()));
    }

    @Override
    public void start(PartitionListener listener) {
        super.start(new PartitionListener() {
            @Override
            public void assigned(Collection<TopicPartition> partitions) {
                listener.assigned(partitions);
            }

            @Override
            public void revoked(Collection<TopicPartition> partitions) {
                reassembler.toDisk(); // so that records which wait in memory are settled before the partition goes
                listener.revoked(partitions);
                gone(partitions);
            }

            @Override
            public void lost(Collection<TopicPartition> partitions) {
                listener.lost(partitions);
                gone(partitions);
            }
        });
    }

    private void gone(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            restoring.giveUp(partition);
            reassembler.revoked(partition.topic(), List.of(partition.partition()));
        });
    }

    @Override
    public Map<TopicPartition, Progress> committed(Collection<TopicPartition> partitions) {
        var plain = new HashMap<TopicPartition, Progress>();
        super.committed(partitions).forEach((partition, progress) -> {
            var metadata = Carried.read(progress.metadata());
            plain.put(partition, new Progress(progress.position(), metadata.rest()));
            metadata.carried()
                    .filter(carried -> !carried.folder().equals(reassembler.stagingId()))
                    .ifPresent(carried -> restoring.start(partition, carried));
        });
        return plain;
    }

    @Override
    public void commit(Map<TopicPartition, Progress> progress, CommitListener done) {
        super.commit(carrying(progress), done);
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> progress) {
        return super.commitNow(carrying(progress));
    }

    private Map<TopicPartition, Progress> carrying(Map<TopicPartition, Progress> progress) {
        var carrying = new HashMap<TopicPartition, Progress>();
        progress.forEach((partition, plain) ->
                carrying.put(partition, new Progress(plain.position(), carried(partition) + plain.metadata())));
        return carrying;
    }

    private String carried(TopicPartition partition) {
        return restoring
                .pending(partition)
                .or(() -> Carried.of(
                        reassembler.stagingId(), reassembler.staged(partition.topic(), partition.partition())))
                .map(Carried::text)
                .orElse("");
    }
}
