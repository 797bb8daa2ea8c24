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
    private final Heads heads;
    private final Restoring restoring;
    private boolean isClosing;

    /**
     * Wraps {@code source}.
     *
     * @param heads is told which partitions are read, and how far they are settled
     * @param executor reads back, one partition after the other; not the thread that uses the source
     */
    public MovingSource(
            RecordSource source, Reassembler reassembler, Heads heads, StretchReader reader, Executor executor) {
        super(source);
        this.reassembler = reassembler;
        this.heads = heads;
        this.restoring =
                new Restoring(reassembler, reader, executor, duration -> NANOSECONDS.sleep(duration.toNanos()));
    }

    /** Of the metadata of a commit what the engine wrote: all of it, or what stands behind what a source of this kind wrote. */
    public static String engineMetadata(String metadata) {
        return Carried.read(metadata).rest();
    }

    @Override
    public void start(PartitionListener listener) {
        super.start(new PartitionListener() {
            @Override
            public void assigned(Collection<TopicPartition> partitions) {
                heads.assigned(partitions);
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
        heads.gone(partitions);
        partitions.forEach(partition -> {
            if (!isClosing) { // at the end of the run what was begun is brought to its end
                restoring.giveUp(partition);
            }
            reassembler.revoked(partition.topic(), List.of(partition.partition()));
        });
    }

    @Override
    public Map<TopicPartition, Progress> committed(Collection<TopicPartition> partitions) {
        var plain = new HashMap<TopicPartition, Progress>();
        super.committed(partitions).forEach((partition, progress) -> {
            var metadata = Carried.read(progress.metadata());
            plain.put(partition, new Progress(progress.position(), metadata.rest()));
            heads.moved(partition, progress.position());
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
        progress.forEach((partition, plain) -> {
            heads.moved(partition, plain.position());
            carrying.put(partition, new Progress(plain.position(), carried(partition) + plain.metadata()));
        });
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

    @Override
    public void close() {
        isClosing = true;
        super.close();
    }
}
